import { builtinModules } from 'node:module';
import { posix } from 'node:path';
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
const PURE = [
  'fastest-levenshtein',
  'node:vm',
  'runtime/src/project/diagnostics.js',
  ...['argument-names', 'client-limits', 'invisible'].map((name) => `runtime/src/utils/${name}.js`),
];

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

/** What a module loads before it runs: no types, no `import()`. */
function loadedBy(path: string): string[] {
  const statements = read(path).matchAll(
    /^(?:import|export)\s(?:(?!type\b)([^';]*?)\bfrom\s)?'(\.[^']+)'/gm,
  );
  return [...statements].flatMap(([, names = '', specifier = '']) => {
    const [, inBraces] = /^\{([^]*)\}\s*$/.exec(names) ?? [];
    const isTypes = inBraces
      ?.split(',')
      .filter((name) => name.trim() !== '')
      .every((name) => /^\s*type\s/.test(name));
    return isTypes ? [] : [posix.join(posix.dirname(path), specifier).replace(/\.js$/, '.ts')];
  });
}

it.each(['src', 'runtime/src'])('has no circle of modules in %s', (folder) => {
  const circles: string[] = [];
  const done = new Set<string>();
  const visit = (path: string, above: readonly string[]) => {
    if (above.includes(path)) circles.push([...above.slice(above.indexOf(path)), path].join(' → '));
    if (above.includes(path) || done.has(path)) return;
    for (const loaded of loadedBy(path)) if (all.has(loaded)) visit(loaded, [...above, path]);
    done.add(path);
  };
  const all = new Set(filesIn(folder).filter((path) => path.endsWith('.ts')));
  for (const path of all) visit(path, []);
  expect(circles).toEqual([]);
});

it('has no circle through the project of a server, not even of types', () => {
  const reached = new Set<string>();
  const visit = (path: string) => {
    for (const target of importsOf(path)) {
      const next = target.replace(/\.js$/, '.ts');
      if (!next.startsWith('runtime/src/') || reached.has(next)) continue;
      reached.add(next);
      visit(next);
    }
  };
  visit('runtime/src/project/project.ts');
  expect([...reached]).not.toContain('runtime/src/project/project.ts');
});
