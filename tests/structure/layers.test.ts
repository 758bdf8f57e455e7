import { builtinModules } from 'node:module';
import { expect, it } from 'vitest';
import { filesIn, importsOf, read } from './sources.js';

const GUIDE = read('CONTRIBUTING.md');

/** Which folders of `src` a folder imports from: the arrows of the picture in CONTRIBUTING.md. */
const arrows = [...GUIDE.matchAll(/^ *([\w &]+) --> ([\w &]+)$/gm)].flatMap(
  ([, from = '', to = '']) =>
    from.split(' & ').flatMap((one) => to.split(' & ').map((other) => `${one} --> ${other}`)),
);

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

it('describes every folder of src', () => {
  const folders = new Set(imports.map(({ from }) => from));
  expect([...folders].filter((name) => !GUIDE.includes(`\`src/${name}`))).toEqual([]);
});

it('imports only along the arrows', () => {
  const strays = imports.filter(
    ({ from, to }) => to && to !== from && !arrows.includes(`${from} --> ${to}`),
  );
  expect(texts(strays)).toEqual([]);
});

it('has an import for every arrow', () => {
  const used = new Set(imports.map(({ from, to }) => `${from} --> ${to}`));
  expect(arrows.filter((arrow) => !used.has(arrow))).toEqual([]);
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
