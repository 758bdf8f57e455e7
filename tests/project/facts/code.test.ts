import { describe, expect, it } from 'vitest';
import type { FileFacts, Value } from '../../../src/model/facts.js';
import { factsOf } from '../../../src/project/facts/parse.js';

const text = (source: string, { start, end }: { start: number; end: number }) =>
  source.slice(start, end);

/** Texts of all calls, in the order they are recorded. */
const calls = (source: string) => {
  const facts = factsOf('a.ts', source);
  expect(facts.syntaxErrors).toEqual([]);
  return facts.calls.map((call) => text(source, call));
};

describe('calls are in the order they run', () => {
  it.each<[string, string[]]>([
    ['f(g(), h(i()))', ['g()', 'i()', 'h(i())', 'f(g(), h(i()))']],
    ['a.b().c()', ['a.b()', 'a.b().c()']],
    ['new A(b())', ['b()', 'new A(b())']],
    ['a?.b?.(c)', ['a?.b?.(c)']],
    ['tag`${f()}`', ['f()', 'tag`${f()}`']],
    ['const { a = f() } = g()', ['g()', 'f()']],
    ['for (const x of f()) g(x)', ['f()', 'g(x)']],
    ['if (f()) g(); else h()', ['f()', 'g()', 'h()']],
    ['switch (f()) { case g(): h() }', ['f()', 'g()', 'h()']],
    ['try { f() } catch { g() } finally { h() }', ['f()', 'g()', 'h()']],
    ['class A extends f() { static x = g(); @h() m() { i() } }', ['f()', 'g()', 'h()', 'i()']],
    ['label: while (f()) { do { g() } while (h()) }', ['f()', 'g()', 'h()']],
    ['(f() as number)! satisfies number', ['f()']],
    ['x[f()] = { [g()]: h(), ...i() }', ['g()', 'h()', 'i()', 'f()']],
    ['using a = f(); await using b = g()', ['f()', 'g()']],
    ['export default f()', ['f()']],
    ['enum A { B = f() }', ['f()']],
    ['namespace A { f() }', ['f()']],
  ])('%s', (source, expected) => expect(calls(source)).toEqual(expected));

  it('reads JSX', () => {
    const { calls: found } = factsOf('a.tsx', 'const x = <a b={f()}>{g()}</a>');
    expect(found).toHaveLength(2);
  });
});

/** What every use of a name (`x`) refers to: kind and owner of its declaration. */
function usesOfX(source: string): string[] {
  const facts = factsOf('a.ts', source);
  const uses: string[] = [];
  const visit = (value: Value) => {
    if (value.is !== 'name' || value.name !== 'x') return;
    const found = facts.declarations[value.declaration];
    uses.push(found ? `${found.kind} ${found.within}` : 'global');
  };
  for (const { arguments: given } of facts.calls) given.forEach(visit);
  return uses;
}

describe('names', () => {
  it.each<[string, string[]]>([
    ['f(x)', ['global']],
    ['f(x); const x = 1', ['const -1']],
    ['const x = 1; { const x = 2; f(x) } f(x)', ['const -1', 'const -1']],
    ['function g(x) { f(x) } f(x)', ['parameter 0', 'global']],
    ['const g = ({ a: [x] }) => f(x)', ['parameter 0']],
    ['function g() { { var x = 1 } f(x) }', ['var 0']],
    ['function g() { f(x); function x() {} }', ['function 0']],
    ['try {} catch (x) { f(x) } f(x)', ['catch -1', 'global']],
    ['for (const x of []) f(x)', ['const -1']],
    ['for (let x = 0; ; ) f(x)', ['let -1']],
    ['(function x() { f(x) })', ['function 0']],
    ["import x from 'm'; f(x)", ['import -1']],
    ['type x = 1; const x = 2; f(x)', ['const -1']],
    ['class x { m() { f(x) } }', ['class -1']],
    ['switch (1) { case 1: let x; default: f(x) }', ['let -1']],
  ])('%s', (source, expected) => expect(usesOfX(source)).toEqual(expected));

  it('knows which are assigned to later', () => {
    const { declarations } = factsOf(
      'a.ts',
      'let a = 1, b = 1, c, d; b++; [c] = []; for (d of []);',
    );
    expect(declarations.filter(({ reassigned }) => reassigned).map(({ name }) => name)).toEqual([
      'b',
      'c',
      'd',
    ]);
  });
});

describe('functions', () => {
  const only = (source: string): FileFacts['functions'][number] =>
    factsOf('a.ts', source).functions[0]!;

  it('have their shape', () => {
    const found = only(
      'async function f(this: X, a: string, { b }: { b: 1 } = { b: 1 }, c?: number, ...d: X[]): Promise<void> {}',
    );
    expect(found).toMatchObject({ name: 'f', async: true, body: true, returns: 'Promise<void>' });
    expect(found.parameters).toMatchObject([
      { name: 'a', optional: false, rest: false, type: 'string' },
      { name: '', optional: true, rest: false, type: '{ b: 1 }' },
      { name: 'c', optional: true, rest: false, type: 'number' },
      { name: 'd', optional: true, rest: true, type: 'X[]' },
    ]);
  });

  it('give back what they return and throw, not what functions inside them do', () => {
    const found = only('function f() { if (a) return b; const g = () => c; throw d }');
    expect(found.returned).toMatchObject([{ is: 'name', name: 'b' }]);
    expect(found.thrown).toMatchObject([{ is: 'name', name: 'd' }]);
  });

  it('keep overload signatures before the implementation', () => {
    const facts = factsOf(
      'a.ts',
      'function f(a: 1): 1;\nfunction f(a: 2): 2;\nfunction f(a: any) {}',
    );
    const [declaration] = facts.declarations;
    expect(declaration!.functions!.map((index) => facts.functions[index]!.body)).toEqual([
      false,
      false,
      true,
    ]);
  });

  it('are known from an alias of their type and from an annotation', () => {
    const facts = factsOf(
      'a.ts',
      'type F = (a: string) => void; const g: (b: 1, c: 2) => X = h();',
    );
    expect(facts.functions.map(({ parameters, returns }) => [parameters.length, returns])).toEqual([
      [1, 'void'],
      [2, 'X'],
    ]);
  });
});

describe('values', () => {
  const initOf = (source: string) => factsOf('a.ts', `const x = ${source}`).declarations[0]!.init;

  it.each<[string, object]>([
    ["'a'", { is: 'string', value: 'a' }],
    ['`a\\n`', { is: 'string', value: 'a\n' }],
    ['`a${b}c`', { is: 'template', chunks: ['a', 'c'], values: [{ is: 'name', name: 'b' }] }],
    ['-1.5', { is: 'literal', value: -1.5 }],
    ['/a/g', { is: 'literal', type: 'regexp', value: '/a/g' }],
    ['undefined', { is: 'literal', type: 'undefined' }],
    ["a['b'].c", { is: 'member', name: 'c', object: { is: 'member', name: 'b' } }],
    ['a[b]', { is: 'member', name: '*' }],
    ['this.#a', { is: 'member', name: '#a', object: { is: 'name', name: 'this' } }],
    ['import.meta.dirname', { is: 'member', name: 'dirname', object: { name: 'import.meta' } }],
    ['await a', { is: 'compound', operator: 'await' }],
    ['a ?? b', { is: 'compound', operator: '??', parts: [{ name: 'a' }, { name: 'b' }] }],
    [
      'a ? b : c',
      { is: 'compound', operator: '?:', parts: [{ name: 'a' }, { name: 'b' }, { name: 'c' }] },
    ],
    ['<const>{ a: 1 } as B', { is: 'object', entries: [{ key: 'a', value: { value: 1 } }] }],
    [
      '{ a, "b": 1, [c]: 2, ...d, e() {} }',
      {
        is: 'object',
        entries: [
          { key: 'a' },
          { key: 'b' },
          { key: '*' },
          { is: 'spread' },
          { key: 'e', value: { is: 'function' } },
        ],
      },
    ],
    ['[, a, ...b]', { is: 'array', items: [null, { name: 'a' }, { is: 'spread' }] }],
    ['class A { m() {} }', { is: 'name', name: 'A' }],
  ])('%s', (source, expected) => expect(initOf(source)).toMatchObject(expected));

  it('list whole chains as members', () => {
    const source = 'process.env.HOME; a.b().c';
    expect(factsOf('a.ts', source).members.map((member) => text(source, member))).toEqual([
      'process.env.HOME',
      'a.b',
      'a.b().c',
    ]);
  });

  it('list what is assigned to', () => {
    const source = 'function f() { a.b = 1; c += 2; delete d.e; console.log = console.info = g; }';
    const found = factsOf('a.ts', source).assignments.map(
      (each) => `${text(source, each.target)} ${each.operator} ${each.within}`,
    );
    expect(found).toEqual([
      'a.b = 0',
      'c += 0',
      'd.e delete 0',
      'console.info = 0',
      'console.log = 0',
    ]);
  });
});
