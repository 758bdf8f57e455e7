import { expect, it } from 'vitest';
import type { RuleId } from '../../src/model/finding.js';
import { rules } from '../../src/rules/register.gen.js';
import { run } from '../../src/rules/run.js';
import { projectOf } from '../project/disk.js';
import { minimalProject } from './minimal-project.js';

const lines = (count: number, line: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => line(at)).join('\n');

interface Size {
  size: string;
  rule: RuleId;
  text: string;
  finds: number;
}

const sizes: readonly Size[] = [
  {
    size: '5,000 constants, each of which holds the next one',
    rule: 'contract/unfinished-function',
    text: [
      'const a5000 = 1;',
      lines(5000, (at) => `const a${4999 - at} = [a${5000 - at}];`),
      'export const list = () => a0;',
    ].join('\n'),
    finds: 1,
  },
  {
    size: 'an error with 10,000 classes above it',
    rule: 'security/secret-in-result',
    text: [
      'class E0 extends Error {}',
      lines(10_000, (at) => `class E${at + 1} extends E${at} {}`),
      'export const fail = () => new E10000(process.env.WEATHER_TOKEN);',
    ].join('\n'),
    finds: 1,
  },
  {
    size: '5,000 functions that read a response before it is there',
    rule: 'contract/unawaited-response',
    text: [
      "import { callApi } from './client.js';",
      lines(
        5000,
        (at) =>
          `export const f${at} = async (context: never) => callApi({ method: 'GET', path: '/' }, context).body;`,
      ),
    ].join('\n'),
    finds: 5000,
  },
  {
    size: '2,000 functions that compare and call the next one',
    rule: 'security/timing-comparison',
    text: lines(
      2000,
      (at) =>
        `export const f${at} = (a: string, b: string): boolean => a === b || f${(at + 1) % 2000}(a, b);`,
    ),
    finds: 0,
  },
  {
    size: '3,000 functions that call the next one, and the last one the API',
    rule: 'contract/unauthenticated-call',
    text: [
      lines(3000, (at) => `export const f${at} = (url: string): unknown => f${at + 1}(url);`),
      "export const f3000 = () => fetch('https://api.weather.example.com/');",
    ].join('\n'),
    finds: 1,
  },
  {
    size: '2,000 exported functions that wrap the one before',
    rule: 'contract/unauthenticated-call',
    text: [
      "import { getCredentials } from './auth.js';",
      'const retry = <T>(work: () => T) => work();',
      'export const f0 = (user: string): Promise<unknown> => getCredentials(user);',
      lines(2000, (at) => `export const f${at + 1} = (user: string) => retry(() => f${at}(user));`),
    ].join('\n'),
    finds: 0,
  },
  {
    size: '10,000 functions that only call the one before, and the first one fails',
    rule: 'contract/unfinished-function',
    text: [
      'export function f0(): never { throw new Error("broken"); }',
      lines(10_000, (at) => `export const f${at + 1} = (): unknown => f${at}();`),
      'export const even = (): unknown => odd();',
      'export const odd = (): unknown => even();',
    ].join('\n'),
    finds: 10_001,
  },
  {
    size: 'a token of 2,000 parts',
    rule: 'security/weak-random',
    text: `export const token = ${lines(2000, (at) => `'${at}' +`)} Math.random();`,
    finds: 1,
  },
  {
    size: 'a token that passes through 3,000 variables',
    rule: 'security/weak-random',
    text: [
      'const a0 = Math.random();',
      lines(3000, (at) => `const a${at + 1} = a${at};`),
      'export const token = String(a3000);',
    ].join('\n'),
    finds: 1,
  },
  {
    size: 'a secret in a circle of 3,000 variables',
    rule: 'security/secret-in-log',
    text: [
      'let a0: unknown = process.env.WEATHER_TOKEN;',
      lines(3000, (at) => `let a${at + 1}: unknown = a${at};`),
      'a0 = a3000;',
      'console.error(a1500);',
    ].join('\n'),
    finds: 1,
  },
  {
    size: 'a secret that 300 functions pass on, and one that changes places with itself',
    rule: 'security/secret-in-log',
    text: [
      'const f0 = (text: unknown) => text;',
      lines(300, (at) => `const f${at + 1} = (text: unknown) => f${at}(text);`),
      'const swap = (a: unknown, b: unknown): unknown => (a ? swap(undefined, a) : b);',
      'console.error(f300(process.env.WEATHER_TOKEN));',
      'console.error(swap(process.env.WEATHER_TOKEN, 1));',
    ].join('\n'),
    finds: 2,
  },
  {
    size: 'a function that calls itself with parts of what it is given',
    rule: 'security/weak-cryptography',
    text: [
      "import { createHash } from 'node:crypto';",
      'type Node = Record<string, never>;',
      'export function walk(node: Node, password: string): unknown {',
      lines(8, (at) => `  walk(node, password), walk(node.l${at}, password);`),
      '  return createHash(node.name).update(password).digest();',
      '}',
      "walk({ name: 'md5' } as never, 'a');",
    ].join('\n'),
    finds: 1,
  },
  {
    size: 'a variable that is written 2,000 times with what it was',
    rule: 'security/secret-in-log',
    text: [
      'let text = process.env.WEATHER_TOKEN;',
      lines(2000, (at) => `text = \`\${text}${at}\`; console.error(text);`),
    ].join('\n'),
    finds: 2000,
  },
  {
    size: 'a function that the last of 200 callers gives a weak algorithm',
    rule: 'security/weak-cryptography',
    text: [
      "import { createHash } from 'node:crypto';",
      'const digest = (name: string, password: string) => createHash(name).update(password).digest();',
      'export const digests = (password: string) => [',
      lines(200, () => "digest('sha512', password),"),
      "digest('md5', password)];",
    ].join('\n'),
    finds: 1,
  },
  {
    size: '1,000 subclasses and 1,000 calls of their method',
    rule: 'security/secret-in-log',
    text: [
      'export class Base { run(text: string): void {} all() {',
      lines(1000, () => "this.run('x');"),
      '} }',
      lines(
        1000,
        (at) => `class C${at} extends Base { override run(t: string) { console.error(t); } }`,
      ),
    ].join('\n'),
    finds: 901,
  },
  {
    size: '1,000 functions in a list that 1,000 loops call',
    rule: 'security/secret-in-log',
    text: [
      lines(1000, (at) => `const f${at} = (text: string) => console.error(text);`),
      `const all = [${lines(1000, (at) => `f${at},`)}];`,
      lines(1000, () => "all.forEach((each) => each('x'));"),
    ].join('\n'),
    finds: 900,
  },
  {
    size: 'a shell that 100 functions pass on',
    rule: 'security/shell-command',
    text: [
      "import { exec } from 'node:child_process';",
      'type Run = (text: string) => void;',
      'const f0 = (run: Run, text: string) => run(`ls ${text}`);',
      lines(100, (at) => `const f${at + 1} = (run: Run, text: string) => f${at}(run, text);`),
      'export const list = (text: string) => f100(exec, text);',
    ].join('\n'),
    finds: 1,
  },
  {
    size: 'a function with 2,000 stores that is called 2,000 times',
    rule: 'security/shared-state',
    text: [
      "import { getCredentials } from './auth.js'; const cache = new Map();",
      `const put = (store: typeof cache, key: string, value: unknown) => [${lines(2000, (at) => `store.set(key + ${at}, value),`)}];`,
      `export const all = async (key: string, of: string) => [${lines(2000, (at) => `put(cache, key, ${at}),`)} put(cache, key, await getCredentials(of))];`,
    ].join('\n'),
    finds: 1,
  },
  {
    size: 'functions of functions in each other',
    rule: 'security/secret-in-log',
    text: [
      'const twice = (cb: (x: unknown) => unknown) => (y: unknown) => cb(cb(y));',
      `console.error(${'twice('.repeat(8)}(x) => x${')'.repeat(8)}(process.env.WEATHER_TOKEN));`,
    ].join('\n'),
    finds: 1,
  },
  {
    size: 'functions that call each other with new functions',
    rule: 'security/secret-in-log',
    text: [
      'type Callback = (x: unknown) => unknown;',
      ...[
        ['even', 'odd', '[x]'],
        ['odd', 'even', '{ a: x }'],
      ].map(
        ([name, other, more]) =>
          `const ${name} = (n: number, cb: Callback): unknown =>
            n === 0 ? cb(process.env.WEATHER_TOKEN) : ${other}(n - 1, (x) => cb(${more}));`,
      ),
      lines(8, () => 'console.error(even(4, (x) => x));'),
    ].join('\n'),
    finds: 8,
  },
];

it.each(sizes)('$rule: $size', async ({ rule, text, finds }) => {
  const project = await projectOf({
    ...minimalProject,
    'src/providers/weather/api/large.ts': text,
  });
  const { findings, failures } = run(project, rules, { only: new Set([rule]) });
  expect(failures).toEqual([]);
  expect(findings.length).toBe(finds);
});
