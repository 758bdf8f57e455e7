import { describe, expect, it } from 'vitest';
import { factsOf } from '../../../src/project/facts/parse.js';

describe('imports', () => {
  it.each<[source: string, form: string, specifier: string | null, names: string[]]>([
    ["import a from 'm'", 'static', 'm', ['default as a']],
    ["import * as a from 'm'", 'static', 'm', ['* as a']],
    ["import { a, b as c } from 'm'", 'static', 'm', ['a as a', 'b as c']],
    [
      "import a, { type B, default as d } from 'm'",
      'static',
      'm',
      ['default as a', 'type B as B', 'default as d'],
    ],
    ["import { 'a b' as c } from 'm'", 'static', 'm', ['a b as c']],
    ["import 'm'", 'static', 'm', []],
    ["import type A from 'm'", 'type static', 'm', ['type default as A']],
    ["import { type A } from 'm'", 'type static', 'm', ['type A as A']],
    ["import a = require('m')", 'require', 'm', ['* as a']],
    ["const a = require('m')", 'require', 'm', []],
    ["const a = await import('m')", 'dynamic', 'm', []],
    ['const a = import(`./${name}.js`)', 'dynamic', null, []],
    ["export * from 'm'", 'reexport', 'm', []],
    ["export * as a from 'm'", 'reexport', 'm', ['* as ']],
    ["export { a as b } from 'm'", 'reexport', 'm', ['a as ']],
    ["export type { A } from 'm'", 'type reexport', 'm', ['type A as ']],
    [
      "import data from './a.json' with { type: 'json' }",
      'static',
      './a.json',
      ['default as data'],
    ],
  ])('%s', (source, form, specifier, names) => {
    const { imports, syntaxErrors } = factsOf('a.ts', source);
    expect(syntaxErrors).toEqual([]);
    expect(imports).toHaveLength(1);
    const [found] = imports;
    expect((found!.typeOnly ? 'type ' : '') + found!.form).toBe(form);
    expect(found!.specifier).toBe(specifier);
    expect(
      found!.names.map(
        (name) => `${name.typeOnly ? 'type ' : ''}${name.imported} as ${name.local}`,
      ),
    ).toEqual(names);
    if (specifier !== null) {
      expect(source.slice(found!.from.start, found!.from.end)).toMatch(/^(['"]).*\1$/);
    }
  });

  it('does not take a function named require for the global', () => {
    expect(factsOf('a.ts', "function require(x) {}\nrequire('m')").imports).toEqual([]);
  });
});

describe('exports', () => {
  it.each<[source: string, exports: string[]]>([
    ['export const a = 1, b = 2', ['a const', 'b const']],
    ['export let a; export var b', ['a let', 'b var']],
    ['export function a() {}', ['a function']],
    [
      'export function a(x: 1): 1; export function a(x: 2): 2; export function a(x: any) {}',
      ['a function'],
    ],
    ['export async function* a() {}', ['a function']],
    ['export class A {}', ['A class']],
    ['export enum A { B }', ['A enum']],
    ['export namespace A { export const b = 1 }', ['A namespace']],
    ['export interface A {}', ['type A type']],
    ['export type A = string', ['type A type']],
    ['export const { a, b: { c = 1 }, ...d } = make()', ['a const', 'c const', 'd const']],
    ['export const [a, , b] = make()', ['a const', 'b const']],
    ['const a = 1; export { a, a as b }', ['a const', 'b const']],
    ['export { a as b }; function a() {}', ['b function']],
    ["import { a } from 'm'; export { a }", ['a import']],
    ['interface A {} export { A }', ['type A type']],
    ['interface A {} export type { A }', ['type A type']],
    ['export default function () {}', ['default function']],
    ['export default function a() {}', ['default function']],
    ['export default class {}', ['default class']],
    ['export default 1 + 1', ['default value']],
    ['const a = 1; export default a', ['default value']],
    ['const a = 1; export { a as default }', ['default const']],
    ["export { a as b } from 'm'", ['b ← a of m']],
    ["export { default } from 'm'", ['default ← default of m']],
    ["export * from 'm'", ['* ← * of m']],
    ["export * as a from 'm'", ['a ← * of m']],
    ['export = make()', ['default value']],
  ])('%s', (source, expected) => {
    const facts = factsOf('a.ts', source);
    expect(facts.syntaxErrors).toEqual([]);
    const found = facts.exports.map(({ name, typeOnly, declaration, reexport }) => {
      const from = reexport && `← ${reexport.imported} of ${reexport.specifier}`;
      const kind = declaration === undefined ? 'value' : facts.declarations[declaration]!.kind;
      return `${typeOnly ? 'type ' : ''}${name} ${from ?? kind}`;
    });
    expect(found).toEqual(expected);
  });

  it('points at the exported name', () => {
    const source = 'export const first = 1;\nconst x = 2;\nexport { x as second };\n';
    const spans = factsOf('a.ts', source).exports.map(({ start, end }) => source.slice(start, end));
    expect(spans).toEqual(['first', 'x as second']);
  });
});
