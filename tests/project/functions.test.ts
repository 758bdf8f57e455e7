import { describe, expect, it } from 'vitest';
import { fileOf, projectOf } from './disk.js';

const LIB = `
export function declared(a: string) {}
export const arrow = async (a: string, b: number) => {};
export const alias = arrow;
export const frozen = Object.freeze({ method(a) {}, arrow: (a, b) => {} });
export function make() { return (a, b, c) => {}; }
export function choose() { if (x) return () => {}; return (a) => {}; }
export type Handler = (a: string, b: string, c: string, d: string) => void;
export interface Options { on(a: 1): void }
export class Base { inherited(a, b) {} }
export class Client extends Base {
  static create(a) {}
  get(a, b, c) { return this.#request(a); }
  handle = (a) => { this.get(); };
  #request(a) {}
}
`;

/** Each of these lists holds what the one before it holds, twice. */
const REPEATED = Array.from(
  { length: 22 },
  (_, at) => `const k${at + 1} = [k${at}.pop(), k${at}.pop()];`,
).join(' ');

/** Parameter counts of the functions that the callee of the last call may be; signatures have an \`s\`. */
async function functions(source: string): Promise<string[]> {
  const project = await projectOf({ 'src/lib.ts': LIB, 'src/x.ts': source });
  const file = fileOf(project, 'src/x.ts');
  expect(file.facts.syntaxErrors).toEqual([]);
  const found = project.code.functions({ file, value: file.facts.calls.at(-1)!.callee });
  return found.map(
    ({ function: { parameters, body } }) => `${parameters.length}${body ? '' : 's'}`,
  );
}

it.each<[source: string, expected: string[]]>([
  ["import { declared } from './lib.js'; declared()", ['1']],
  ["import { arrow } from './lib.js'; arrow()", ['2']],
  ["import { alias as other } from './lib.js'; other()", ['2']],
  ["import { frozen } from './lib.js'; frozen.method()", ['1']],
  ["import { frozen } from './lib.js'; const { arrow } = frozen; arrow()", ['2']],
  ["import { make } from './lib.js'; const f = make(); f()", ['3']],
  ["import { make } from './lib.js'; make()()", ['3']],
  ["const kept = new Map([['a', kept.get('a')]]); kept.get('a')()", []],
  [`const k0 = [(a) => {}]; ${REPEATED} k22.pop()()`, ['1']],
  ["import { choose } from './lib.js'; const f = choose(); f()", []],
  ["import type { Handler } from './lib.js'; const f: Handler = unknown(); f()", ['4s']],
  ["import type { Handler } from './lib.js'; const f: Handler = (a) => {}; f()", ['1']],
  ['const f: (a: 1, b: 2) => void = unknown(); f()', ['2s']],
  ['function f(a: 1): 1; function f(a: 2, b: 2): 2; function f(...all) {} f()', ['1s', '2s', '1']],
  ["import { Client } from './lib.js'; Client.create()", ['1']],
  ["import { Client } from './lib.js'; const c = new Client(); c.get()", ['3']],
  ["import { Client } from './lib.js'; new Client().get()", ['3']],
  ["import { Client } from './lib.js'; const c = new Client(); c.inherited()", ['2']],
  ["import { Client } from './lib.js'; const c = new Client(); c.handle()", ['1']],
  ["import { Client } from './lib.js'; Client.get()", []],
  ['class A { a(x) {} b() { const f = () => this.a() } }', ['1']],
  ['class A { static a(x, y) {} static b() { this.a() } }', ['2']],
  ['class A { f = (x) => {}; b() { this.f() } }', ['1']],
  ['class A { constructor() { this.f = (x) => {}; } b() { this.f() } }', ['1']],
  ['class A { f = (x) => {}; set() { this.f = other; } b() { this.f() } }', ['1']],
  ['class A { f = null; set() { this.f ??= (x) => {}; } b() { this.f() } }', ['1']],
  ['class A { constructor(private f = (x) => {}) {} b() { this.f() } }', ['1']],
  ["import { Client } from './lib.js'; class A { c = new Client(); b() { this.c.get() } }", ['3']],
  ["import { Client } from './lib.js'; class A extends Client { b() { this.get() } }", ['3']],
  ["import { Client } from './lib.js'; class A extends Client { get() { super.get() } }", ['3']],
  ['class B { constructor(a, b) {} } class A extends B { constructor() { super() } }', ['2']],
  ['class B { constructor(a, b) {} } class A extends B {} new A()', ['2']],
  ['class A { a(x) {} b() { const o = { a() {}, c() { this.a() } } } }', ['0']],
  ['class A { a(x) {} b() { const o = f({ a() {}, c() { this.a() } }) } }', []],
  ['const o = { a(x) {}, b() { this.a() } }', ['1']],
  ['const o = { a(x) { return this } }; o.a().a()', ['1']],
  ['class A { static of() { return new A().a() } a(x) { return this } } A.of().a()', ['1']],
  ["const t = new Map([['a', (x) => x], ['b', () => 1]]); t.get('a')()", ['1']],
  ['for (const f of [(x) => x]) f()', ['1']],
  ['const t = { a(x) {} }; t[k]()', ['1']],
  ['class A { a(x) {} b() { function c() { this.a() } } }', []],
  ['this.a()', []],
  ['(function f(a) {})()', ['1']],
  ['function f(callback) { callback() }', []],
  ['const loop = () => loop; loop()()', ['0']],
])('%s: %s', async (source, expected) => expect(await functions(source)).toEqual(expected));

describe('execution', () => {
  const tree = {
    'src/api.ts': `
      import { http } from './http.js';
      import { getCredentials } from './auth.js';
      export async function call(path) {
        const credentials = await getCredentials();
        return retry(() => http(path, credentials));
      }
      function retry(work) { before(); return work(); }
      export const all = (ids) => Promise.all(ids.map(async (id) => fetch(id)));
      export function again() { call(1); call(2); again(); }
      export const nested = () => run({ steps: [() => one(), () => two()] });
    `,
    'src/http.ts':
      'export const http = (path) => { open(); return fetch(path, { headers: headers() }); };\nfunction headers() { return sign(); }',
    'src/auth.ts': 'export async function getCredentials() { return read(); }',
  };

  const steps = async (name: string) => {
    const project = await projectOf(tree);
    const file = fileOf(project, 'src/api.ts');
    const [start] = project.code.functions(project.code.exports(file).get(name)!.origin);
    return Array.from(
      project.code.execution(start!),
      ({ call, chain }) => `${'> '.repeat(chain.length)}${project.code.path(call.value.callee)}`,
    );
  };

  it.each<[string, string[]]>([
    [
      'call',
      [
        'getCredentials',
        '> read',
        'retry',
        '> before',
        '> work',
        '> http',
        '> > open',
        '> > headers',
        '> > > sign',
        '> > fetch',
      ],
    ],
    ['all', ['ids.map', '> fetch', 'Promise.all']],
    [
      'again',
      [
        'call',
        '> getCredentials',
        '> > read',
        '> retry',
        '> > before',
        '> > work',
        '> > http',
        '> > > open',
        '> > > headers',
        '> > > > sign',
        '> > > fetch',
        'call',
        'again',
      ],
    ],
    ['nested', ['run', '> one', '> two']],
  ])('of %s', async (name, expected) => expect(await steps(name)).toEqual(expected));
});

describe('constants', () => {
  it.each<[source: string, expected: unknown]>([
    ["'a' + 'b'", 'ab'],
    ['1 + 2', 3],
    ['`x-${A}-${B.c}`', 'x-a-2'],
    ['A', 'a'],
    ['E.Two', 2],
    ['E.Named', 'n'],
    ['IMPORTED', 'imported'],
    ['true', true],
    ['null', null],
    ['undefined', undefined],
    ['changing', undefined],
    ['call()', undefined],
    ['`${call()}`', undefined],
    ['circle', undefined],
  ])('%s', async (source, expected) => {
    const text = `import { IMPORTED } from './constants.js'; const A = 'a'; const B = { c: 2 } as const; let changing = 1; changing = 2;
      enum E { One = 1, Two, Named = 'n' } const circle = circle2, circle2 = circle; use(${source})`;
    const project = await projectOf({
      'src/x.ts': text,
      'src/constants.ts': "export const IMPORTED = 'imported';",
    });
    const file = fileOf(project, 'src/x.ts');
    const value = file.facts.calls.at(-1)!.arguments[0]!;
    expect(project.code.constant({ file, value })).toBe(expected);
  });
});

it('puts objects together', async () => {
  const text =
    "const base = { a: 1, b: 2 }; use({ ...base, b: 3, ...{ c: 4 }, 'd-e': 5 }); use({ ...unknown(), a: 1 }); use(base.a);";
  const project = await projectOf({ 'src/x.ts': text });
  const file = fileOf(project, 'src/x.ts');
  const objects = file.facts.calls
    .filter(({ callee }) => project.code.path(callee) === 'use')
    .map(({ arguments: [value] }) => project.code.object({ file, value: value! }));
  const shown = objects.map(
    (each) =>
      each && [
        each.partial,
        ...each.properties.map(({ at }) => file.text.slice(at.start, at.end + 3)),
      ],
  );
  expect(shown).toEqual([[false, 'a: 1', 'b: 3', 'c: 4', "'d-e': 5"], [true, 'a: 1'], undefined]);
});
