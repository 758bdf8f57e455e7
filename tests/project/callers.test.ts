import { expect, it } from 'vitest';
import { fileOf, projectOf } from './disk.js';

const LIB = `
export function fail(text) {}
export const refuse = (text) => {};
export default function (text) {}
export class Client { constructor(text) {} send(text) {} #own(text) {} }
export class Other extends Client {}
export const api = { get: (text) => {} };
export const curried = (a) => (b) => a + b;
export const list = [(text) => text];
export { fail as renamed };
`;

const TABLE = "import { fail, refuse } from './lib.js'; const table = { fail, refuse };";

/** Lines with a call of the function that has this name in the library. */
async function callers(name: string, source: string): Promise<string[]> {
  const project = await projectOf({
    'src/lib.ts': LIB,
    'src/barrel.ts': "export * from './lib.js';\n",
    'src/x.ts': source,
    'tests/x.test.ts': source.replaceAll("'./", "'../src/"),
  });
  const file = fileOf(project, 'src/lib.ts');
  const called = file.facts.functions.find((each) => file.text.slice(0, each.start).endsWith(name));
  return project.code
    .callers({ file, function: called! })
    .map((call) => call.file.text.slice(call.value.start, call.value.end));
}

it.each<[name: string, source: string, expected: string[]]>([
  ['export ', "import { fail } from './lib.js'; fail(1); other(2)", ['fail(1)']],
  ['export ', "import { fail as no } from './barrel.js'; no(1)", ['no(1)']],
  ['export ', "import { renamed } from './lib.js'; renamed(1)", ['renamed(1)']],
  ['export ', "import * as lib from './lib.js'; lib.fail(1)", ['lib.fail(1)']],
  ['export ', "import { fail } from './elsewhere.js'; fail(1)", []],
  ['refuse = ', "import { refuse } from './lib.js'; const f = () => refuse(1)", ['refuse(1)']],
  ['default ', "import no from './lib.js'; no(1)", ['no(1)']],
  ['Client { ', "import { Client } from './lib.js'; new Client(1)", ['new Client(1)']],
  ['Client { ', "import { Other } from './lib.js'; new Other(1)", ['new Other(1)']],
  [
    '(text) {} ',
    "import { Client } from './lib.js'; new Client(1).send(2)",
    ['new Client(1).send(2)'],
  ],
  ['get: ', "import { api } from './lib.js'; api.get(1)", ['api.get(1)']],
  ['a) => ', "import { curried } from './lib.js'; const f = curried(1); f(2)", ['f(2)']],
  ['a) => ', "import { curried } from './lib.js'; curried(1)(2)", ['curried(1)(2)']],
  ['refuse = ', `${TABLE} table[key](1)`, ['table[key](1)']],
  ['export ', `${TABLE} table[key](1)`, ['table[key](1)']],
  ['export ', `${TABLE} const run = table[key]; run(1)`, ['run(1)']],
  ['[', "import { list } from './lib.js'; for (const run of list) run(1)", ['run(1)']],
])('%s: %s', async (name, source, expected) =>
  expect(await callers(name, source)).toEqual(expected),
);

it.each<[source: string, expected: string[]]>([
  ["import { fail } from './lib.js'; load().catch(fail)", ['load().catch(fail) 0']],
  [
    "import { renamed as no } from './barrel.js'; load().then(done, no)",
    ['load().then(done, no) 1'],
  ],
  ["import * as lib from './lib.js'; load().catch(lib.fail)", ['load().catch(lib.fail) 0']],
  ["import { fail } from './elsewhere.js'; load().catch(fail)", []],
  ["import { fail } from './lib.js'; fail(1)", []],
])('is handed over in %s', async (source, expected) => {
  const project = await projectOf({
    'src/lib.ts': LIB,
    'src/barrel.ts': "export * from './lib.js';\n",
    'src/x.ts': source,
    'tests/x.test.ts': source.replaceAll("'./", "'../src/"),
  });
  const file = fileOf(project, 'src/lib.ts');
  const [called] = file.facts.functions;
  const handed = project.code
    .handed({ file, function: called! })
    .map(
      ({ file: { text }, value: { start, end }, position }) =>
        `${text.slice(start, end)} ${position}`,
    );
  expect(handed).toEqual(expected);
});
