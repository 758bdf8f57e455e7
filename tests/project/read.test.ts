import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Module } from '../../src/model/module.js';
import { readProject } from '../../src/project/read.js';
import { providerNameRule } from '../../src/spec/text-rules.js';
import { memoryFiles, treeAt } from '../support/memory.js';

const read = (texts: Record<string, string>) =>
  readProject(
    memoryFiles(treeAt('/project', { 'provider-config.yaml': 'providers: {}\n', ...texts })),
    '/project',
  );

async function moduleOf(text: string): Promise<Module> {
  const module = (await read({ 'src/a.ts': text })).module('src/a.ts');
  if (!module) throw new Error('The file was not read.');
  return module;
}

const shown = ({ file, start, end }: Module['start']) => file.text.slice(start, end);

describe('files', () => {
  it('leaves out dependencies, output, other projects and what Git ignores', async () => {
    const project = await read({
      '.gitignore': '/generated/\n*.local.ts\n',
      'src/a.ts': '',
      'src/b.local.ts': '',
      'src/types.d.ts': '',
      'generated/c.ts': '',
      'node_modules/x/index.js': '',
      'dist/server.js': '',
      'other/provider-config.yaml': '',
      'other/src/d.ts': '',
      '.cache/e.json': '',
      '.vscode/mcp.json': '{}',
    });
    expect([...project.paths]).toEqual([
      '.gitignore',
      '.vscode/mcp.json',
      'provider-config.yaml',
      'src/a.ts',
      'src/types.d.ts',
    ]);
    expect(project.modulesIn('src').map(({ path }) => path)).toEqual(['src/a.ts']);
    expect([project.ignores('generated/x/y'), project.ignores('src/a.ts')]).toEqual([true, false]);
  });

  it('has every provider whose name is allowed, and no folder of code that they share', async () => {
    const likely = ['coverage', 'build', 'out', 'lib', 'vendor', 'github', 'shared', 'src'];
    const names = fc
      .oneof(fc.constantFrom(...likely), fc.stringMatching(/^[a-z][a-z0-9_]{0,12}$/))
      .filter((name) => providerNameRule(name) === undefined);
    await fc.assert(
      fc.asyncProperty(names, async (name) => {
        const { providers } = await read({
          '.gitignore': 'node_modules/\ndist/\n',
          'coverage/index.ts': '',
          [`src/providers/${name}/index.ts`]: '',
          'src/providers/__tests__/limits.ts': '',
        });
        expect(providers.map((provider) => provider.name)).toEqual([name]);
      }),
    );
  });

  it('refuses a directory without a project', async () => {
    await expect(readProject(memoryFiles({ '/a/b.ts': '' }), '/a')).rejects.toMatchObject({
      code: 'project/not-found',
    });
  });
});

describe('documents', () => {
  it.each([
    ['a.yaml', 'x: &a [1, { y: two }]\nz: *a\n', { x: [1, { y: 'two' }], z: [1, { y: 'two' }] }],
    ['a.json', '{ "x": [1, { "y": "two" }], "z": {} }', { x: [1, { y: 'two' }], z: {} }],
    ['tsconfig.json', '{ // c\n "x": [1,], }', { x: [1] }],
    ['.env.example', '# A=1\nexport B="two"\nC=\n', { B: 'two', C: '' }],
  ])('%s', async (path, text, value) => {
    const document = (await read({ [path]: text })).document(path);
    expect(document?.value).toEqual(value);
    expect(document?.errors).toEqual([]);
  });

  it('has places of keys and values, and errors', async () => {
    const project = await read({ 'a.yaml': 'x:\n  y: two\n', 'b.json': '{ "a": 1, }' });
    const y = project.document('a.yaml')?.get('x', 'y');
    expect(y && [shown(y.keyRange), shown(y.range)]).toEqual(['y', 'two']);
    expect(project.document('a.yaml')?.text('x', 'y')).toBe('two');
    expect(project.document('b.json')?.looseness[0]?.message).toBe('Property name expected');
  });
});

describe('modules', () => {
  it('reads again what it was told to forget', async () => {
    const module = await moduleOf("f('a');");
    const { calls } = module;
    module.forget();
    expect(module.calls).toEqual(calls);
    expect(module.calls).not.toBe(calls);
  });

  it.each([`'${'('.repeat(2000)}'`, `/* it's ${'['.repeat(2000)} */`, `"\\"${'{'.repeat(2000)}"`])(
    'counts no brackets in texts and comments %#',
    async (text) => {
      expect((await moduleOf(`f(${text});`)).errors).toEqual([]);
    },
  );

  it('does not read again what is nested too deeply', async () => {
    const module = await moduleOf(`x = ${'('.repeat(2000)}${')'.repeat(2000)};`);
    module.forget();
    expect(module.calls).toEqual([]);
    expect(module.errors).toHaveLength(1);
  });

  it('has imports and exports', async () => {
    const module = await moduleOf(
      `import a, { b as c, type D } from 'x'; import * as e from './e.js'; import './f.js'; import type { K } from './k.js';
      void import('./g.js'); export { c as h }; export * from './i.js'; export * as j from './j.js'; export default a; export type { a as D };
      export { K, type c as "l l" }; export const { m, n: [o] }: Q = p, q: string = ''; export class R {} export abstract class S {}
      export declare function t(): void; export interface U {} export type V = 1; export type { c as W, default } from './w.js'; export type * from './x.js'`,
    );
    const imports = module.imports.map(({ specifier, name, local, typeOnly, dynamic }) =>
      [specifier, name, local, typeOnly && 'type', dynamic && 'dynamic'].filter(Boolean).join(' '),
    );
    expect(imports).toEqual([
      'x default a',
      'x b c',
      'x D D type',
      './e.js * e',
      './f.js',
      './k.js K K type',
      './g.js dynamic',
    ]);
    const exports = module.exports.map(({ name, specifier = '-', local, typeOnly, range }) =>
      [name, specifier, local, typeOnly && 'type', `(${shown(range)})`].filter(Boolean).join(' '),
    );
    expect(exports).toEqual([
      'h - c (h)',
      "* ./i.js * (export * from './i.js';)",
      'j ./j.js * (j)',
      'default - a (default)',
      'D - a type (D)',
      'K - K type (K)',
      'l l - c type ("l l")',
      'm - m (m)',
      'o - o (o)',
      'q - q (q)',
      'R - R (R)',
      'S - S (S)',
      't - t type (t)',
      'U - U type (U)',
      'V - V type (V)',
      'W ./w.js c type (W)',
      'default ./w.js default type (default)',
      "* ./x.js * type (export type * from './x.js')",
    ]);
  });

  it('has calls with what their arguments state literally', async () => {
    const { calls } = await moduleOf(
      "tool({ name: 'a' + `b`, n: [-1, null], ...rest, run: () => z.string().min(1) } as const);\nnew Map<string, number>();\n",
    );
    expect(calls.map(({ callee, enclosingNames: within }) => [callee, within])).toEqual([
      ['z.string', ['run', '']],
      ['.min', ['run', '']],
      ['tool', []],
      ['Map', []],
    ]);
    const [options] = calls.find(({ callee }) => callee === 'tool')?.arguments ?? [];
    expect(options?.value).toEqual({ name: 'ab', n: [-1, null], run: undefined });
    expect([options?.spreads.length, options?.members.get('run')?.isFunction]).toEqual([1, true]);
    expect(calls[1]?.receiver).toBe(calls[0]);
  });

  it('has variables, casts and syntax errors', async () => {
    const module = await moduleOf(
      'export let a: string = b as UserId;\nconst { c, d: [e] } = f();\nfunction g() { let h; }\n',
    );
    expect(
      module.variables.map(({ kind, name, range }) => `${kind} ${name} ${shown(range)}`),
    ).toEqual(['let a a', 'const c c', 'const e e', 'function g g']);
    expect(module.casts.map(({ type, at }) => [type, shown(at)])).toEqual([
      ['UserId', 'b as UserId'],
    ]);
    expect((await moduleOf('const = 1;\n')).errors).toHaveLength(1);
  });
});

describe('providers', () => {
  const files = {
    'src/names.ts': "export const NAMES = { send: 'send_it' };\n",
    'src/providers/a/mcp-instance.ts': 'export const { tool, prompt } = defineProvider({});\n',
    'src/providers/a/index.ts': "export * from './tools/send.js';\n",
    'src/providers/a/tools/send.ts':
      "import { NAMES } from '../../../names.js';\nimport * as own from '../mcp-instance.js';\nimport { prompt as define } from '../mcp-instance.js';\nown.tool({ name: NAMES.send, title: text() });\ndefine({ name: 'ask' });\n",
  };

  it('have their definitions, as far as texts are constants', async () => {
    const [provider] = (await read(files)).providers;
    expect(provider?.definitions.map(({ kind, name, title }) => [kind, name, title])).toEqual([
      ['tool', 'send_it', undefined],
      ['prompt', 'ask', undefined],
    ]);
  });

  it('reach what they import', async () => {
    const [provider] = (await read(files)).providers;
    const index = provider?.module('index');
    const reached = index && provider?.project.reachableModules(index);
    expect([...(reached?.modules ?? [])].map(({ path }) => path)).toHaveLength(4);
    expect(reached?.complete).toBe(true);
  });
});
