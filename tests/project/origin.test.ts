import { expect, it } from 'vitest';
import type { Origin } from '../../src/model/code.js';
import { fileOf, projectOf } from './disk.js';

const MODULES = {
  'src/lib.ts': `
    export const a = 1;
    export function f() {}
    export const object = { inner: { log: console.log }, text: 'x' };
    export class C { static make() {} }
    export default f;
    export const { left, right: { deep } } = console;
  `,
  'src/barrel.ts':
    "export * from './lib.js'; export { f as renamed, default } from './lib.js'; export * as ns from './lib.js';",
  'src/circle.ts':
    "export { x } from './circle-two.js'; export * from './circle-two.js'; export const own = 1;",
  'src/circle-two.ts':
    "export { x } from './circle.js'; export * from './circle.js'; export { own as y } from './circle.js';",
};

const words = (origin: Origin): string => {
  switch (origin.is) {
    case 'global':
      return `global ${origin.path}`;
    case 'external':
      return `${origin.module} ${origin.path}`.trim();
    case 'module':
      return `module ${origin.file.path}`;
    case 'declared':
      return `${origin.file.path.replace('src/', '')} ${origin.declaration.kind} ${origin.declaration.name} ${origin.path}`.trim();
    case 'value':
      return `value ${origin.value.is} ${origin.path}`.trim();
    case 'unknown':
      return 'unknown';
  }
};

/** Where the callee of `X()`, the last call in this source, comes from. */
async function origin(source: string): Promise<string> {
  const project = await projectOf({ ...MODULES, 'src/x.ts': source });
  const file = fileOf(project, 'src/x.ts');
  expect(file.facts.syntaxErrors).toEqual([]);
  return words(project.code.origin({ file, value: file.facts.calls.at(-1)!.callee }));
}

it.each<[source: string, expected: string]>([
  ['console.log()', 'global console.log'],
  ['globalThis.console.log()', 'global console.log'],
  ["console['log']()", 'global console.log'],
  ['const { log } = console; log()', 'global console.log'],
  ['const { log: print } = console; print()', 'global console.log'],
  ['const out = process.stdout; out.write()', 'global process.stdout.write'],
  ['const log = console.log.bind(console); log()', 'global console.log'],
  ['function g(console) { console.log() }', 'x.ts parameter console log'],
  ['let log = console.log; log = other; log()', 'x.ts let log'],
  ['let log = console.log; log()', 'global console.log'],
  ["import process from 'node:process'; process.stdout.write()", 'global process.stdout.write'],
  ["import { stdout } from 'process'; stdout.write()", 'global process.stdout.write'],
  ["import * as c from 'console'; c.log()", 'global console.log'],
  ['class A { #log = console.log; b() { this.#log() } }', 'global console.log'],
  ['class A { out; constructor(o) { this.out = o; } b() { this.out.x() } }', 'x.ts parameter o x'],
  ['class A { constructor(private o) {} b() { this.o.x() } }', 'x.ts parameter o x'],
  ['class B { p = console } class A extends B { b() { this.p.log() } }', 'global console.log'],
  ['class A { static p = console } A.p.log()', 'global console.log'],
  ['class A { p = console; set(o) { this.p = o; } b() { this.p.log() } }', 'x.ts class A p.log'],
  ['made().p = other; class A { p = console; b() { this.p.log() } }', 'x.ts class A p.log'],
  ['class A { a = this.b; b = this.a; c() { this.a() } }', 'unknown'],
  ['class A extends A { c() { this.a() } }', 'x.ts class A a'],
  ["import * as z from 'zod'; z.object()", 'zod object'],
  ["import { z } from 'zod/v4'; z.object()", 'zod/v4 z.object'],
  ["import z from 'zod'; z.object()", 'zod default.object'],
  ["import { readFile as r } from 'fs'; r()", 'node:fs readFile'],
  ["import fs from 'node:fs'; fs.readFile()", 'node:fs readFile'],
  ["const fs = require('fs'); fs.readFile()", 'node:fs readFile'],
  ["const { exec } = await import('node:child_process'); exec()", 'node:child_process exec'],
  ["(await import('./lib.js')).f()", 'lib.ts function f'],
  ["import { f } from './lib.js'; f()", 'lib.ts function f'],
  ["import { renamed } from './barrel.js'; renamed()", 'lib.ts function f'],
  ["import { f } from './barrel.js'; f()", 'lib.ts function f'],
  ["import d from './barrel.js'; d()", 'lib.ts function f'],
  ["import { ns } from './barrel.js'; ns.f()", 'lib.ts function f'],
  ["import * as b from './barrel.js'; b.ns.object.inner.log()", 'global console.log'],
  ["import { object } from './lib.js'; object.text()", 'value string'],
  ["import { object } from './lib.js'; object.none()", 'lib.ts const object none'],
  ["import { C } from './lib.js'; C.make()", 'lib.ts class C make'],
  ["import { left } from './lib.js'; left()", 'global console.left'],
  ["import { deep } from './lib.js'; deep()", 'global console.right.deep'],
  ["import { missing } from './lib.js'; missing()", 'unknown'],
  ["import { f } from './missing.js'; f()", 'unknown'],
  ["import { x } from './circle.js'; x()", 'unknown'],
  ["import { y } from './circle-two.js'; y()", 'circle.ts const own'],
  ["import { own } from './circle-two.js'; own()", 'circle.ts const own'],
  ['const a = b; const b = a; a()', 'unknown'],
  ['this.f()', 'unknown'],
  ['make().f()', 'value call f'],
  ['const { tool } = make(); tool()', 'x.ts const tool'],
  ['const p = make(); p.tool()', 'x.ts const p tool'],
  ['const p = Object.freeze({ log: console.log }); p.log()', 'global console.log'],
  ['const [a] = [console.log]; a()', 'global console.log'],
  ['const { ...rest } = console; rest.log()', 'x.ts const rest log'],
  ['import.meta.resolve()', 'global import.meta.resolve'],
  ['enum E { A } E.A()', 'value literal'],
])('%s: %s', async (source, expected) => expect(await origin(source)).toBe(expected));

it('follows exports to where they are declared', async () => {
  const project = await projectOf(MODULES);
  const exports = project.code.exports(fileOf(project, 'src/barrel.ts'));
  const found = [...exports].map(([name, each]) => `${name}: ${words(each.origin)}`);
  expect(found.sort()).toEqual([
    'C: lib.ts class C',
    'a: lib.ts const a',
    'deep: global console.right.deep',
    'default: lib.ts function f',
    'f: lib.ts function f',
    'left: global console.left',
    'ns: module src/lib.ts',
    'object: lib.ts const object',
    'renamed: lib.ts function f',
  ]);
});

it('follows a name through one of many "export *", however often it is asked for', async () => {
  const modules = Array.from({ length: 1000 }, (_, index): [string, string] => [
    `src/m${index}.ts`,
    Array.from({ length: 6 }, (__, name) => `export const x${index}_${name} = 1;\n`).join(''),
  ]);
  const names = modules.flatMap((_, index) =>
    [0, 1, 2, 3, 4, 5].map((name) => `x${index}_${name}`),
  );
  const project = await projectOf({
    ...Object.fromEntries(modules),
    'src/index.ts': modules.map((_, index) => `export * from './m${index}.js';\n`).join(''),
    'src/use.ts': `import { ${names.join(', ')} } from './index.js';\n${names.join('();\n')}();\n`,
  });
  const file = fileOf(project, 'src/use.ts');
  const found = file.facts.calls.map(({ callee }) =>
    words(project.code.origin({ file, value: callee })),
  );
  expect(found).toHaveLength(6000);
  expect(found.at(-1)).toBe('m999.ts const x999_5');
});

it.each([
  ['names', 5000, (at: number) => `const v${at + 1} = v${at};`, 'global fetch', 0],
  ['fields', 90, (at: number) => `const v${at + 1} = { f: v${at}.f };`, 'global fetch', 0],
  ['fields', 300, (at: number) => `const v${at + 1} = { f: v${at}.f };`, 'unknown', 1],
])(
  'follows %s through %i variables, or tells where it gives up',
  async (_, count, line, expected, unfollowed) => {
    const lines = Array.from({ length: count }, (__, at) => line(at));
    const last = line(0).includes('.f') ? `v${count}.f()` : `v${count}()`;
    const first = line(0).includes('.f') ? '{ f: fetch }' : 'fetch';
    const project = await projectOf({
      'src/x.ts': `const v0 = ${first}; ${lines.join(' ')} ${last};`,
    });
    const file = fileOf(project, 'src/x.ts');
    const { callee: value } = file.facts.calls.at(-1)!;
    expect(words(project.code.origin({ file, value }))).toBe(expected);
    expect([...project.code.unfollowed]).toHaveLength(unfollowed);
  },
);

it('does not give up on what leads back to itself', async () => {
  const source = `
    class Node { next = this.next.next; }
    const again = () => again();
    type A = B; type B = A;
    const run: A = make();
    const text = (part) => text(part);
    again()(text(text), run());
  `;
  const project = await projectOf({ 'src/x.ts': source });
  const file = fileOf(project, 'src/x.ts');
  for (const value of file.facts.members) project.code.origin({ file, value });
  for (const value of file.facts.calls) project.code.target({ file, value });
  expect([...project.code.unfollowed]).toEqual([]);
});
