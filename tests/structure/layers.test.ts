import { builtinModules } from 'node:module';
import { expect, it } from 'vitest';
import { filesIn, importsOf } from './sources.js';

const PARTS = [
  'kinds',
  'styles',
  'source',
  'spec',
  'presets',
  'features',
  'render',
  'plan',
  'edit',
  'project',
  'flow',
  'rules',
  'reporters',
  'clients',
  'openapi',
  'database',
  'remote',
];

/** Which folders of `src` a folder may import from, itself and `model` aside. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  cli: ['commands', 'host', 'ui'],
  commands: PARTS,
  host: [],
  ui: [],
  model: [],
  ...Object.fromEntries(PARTS.map((part) => [part, []])),
  kinds: ['source', 'spec'],
  database: ['source'],
  render: ['features', 'kinds', 'source', 'styles'],
  /** What can be generated can be checked; fixes write specifiers as `add` does. */
  rules: ['edit', 'flow', 'kinds', 'styles'],
  /** Which files of a project clients read. */
  project: ['clients'],
};

/** The only folder that imports a package. */
const HOME: Readonly<Record<string, string>> = {
  commander: 'cli',
  handlebars: 'render',
  'ts-morph': 'edit',
  '@clack/prompts': 'ui',
  execa: 'host',
  'node:fs': 'host',
  'node:child_process': 'host',
  'node:process': 'host',
};

/** Packages without any dependency or effect, which the model may use. */
const PURE = ['fastest-levenshtein', 'node:vm'];

const layer = (path: string) => /^src\/([^/]+)\//.exec(path)?.[1];

const imports = filesIn('src').flatMap((path) => {
  const from = layer(path);
  return from
    ? importsOf(path).map((target) => ({
        from,
        to: layer(target),
        target,
        text: `${path} → ${target}`,
      }))
    : [];
});

const texts = (found: typeof imports) => found.map(({ text }) => text);

it('knows every folder of src', () => {
  const unknown = imports.filter(({ from }) => !(from in MAY_IMPORT));
  expect(texts(unknown)).toEqual([]);
});

it('imports only from the layers below', () => {
  const upwards = imports.filter(
    ({ from, to }) => to && to !== from && to !== 'model' && !MAY_IMPORT[from]?.includes(to),
  );
  expect(texts(upwards)).toEqual([]);
});

it('keeps the model free of everything else', () => {
  const foreign = imports.filter(
    ({ from, to, target }) => from === 'model' && to !== 'model' && !PURE.includes(target),
  );
  expect(texts(foreign)).toEqual([]);
});

it('imports each package in one layer only', () => {
  const strays = imports.filter(({ from, target }) => target in HOME && HOME[target] !== from);
  expect(texts(strays)).toEqual([]);
});

it('names the modules of Node as such', () => {
  expect(texts(imports.filter(({ target }) => builtinModules.includes(target)))).toEqual([]);
});
