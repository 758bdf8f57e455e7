import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import facts from '../../runtime/facts.json' with { type: 'json' };
import type { RuntimeFact } from '../../src/model/runtime.js';
import { fileOf, projectOf } from './disk.js';

const AUTH = `import { bearerAuth } from 'mcp-provider/auth';
export const auth = bearerAuth('p', { token: 'P_TOKEN' });
export const { getCredentials, saveCredentials } = auth;
`;
const INSTANCE = `import { defineProvider } from 'mcp-provider';
export const { tool, createServer } = defineProvider({ name: 'p' });
`;
const CLIENT = `import { apiClient } from 'mcp-provider/api';
import { auth, getCredentials } from './auth.js';
export const callApi = apiClient('p', { ...auth, getCredentials });
`;

/** A project with the last name in `source` exported as `x`. */
async function exported(source: string, files: Record<string, string> = {}) {
  const project = await projectOf({
    'src/providers/p/mcp-instance.ts': INSTANCE,
    'src/providers/p/api/auth.ts': AUTH,
    'src/providers/p/api/client.ts': CLIENT,
    'src/providers/p/api/x.ts': source,
    ...files,
  });
  const { code } = project;
  const { origin } = code.exports(fileOf(project, 'src/providers/p/api/x.ts')).get('x')!;
  return { code, origin, fact: code.runtime(origin) };
}

/** What tells one meaning from the others. */
const brief = (fact: RuntimeFact | undefined) =>
  fact?.registers ?? fact?.sends ?? fact?.credentials ?? fact?.result ?? Object.keys(fact ?? {})[0];

it.each<[source: string, expected: string | undefined]>([
  ["export { defineProvider as x } from 'mcp-provider';", 'provider'],
  ["export { defineProvider as x } from 'mcp-provider/v1';", 'provider'],
  ["import * as runtime from 'mcp-provider/api'; export const x = runtime.path;", 'sanitizes'],
  ["export { tool as x } from '../mcp-instance.js';", 'tool'],
  ["import * as own from '../mcp-instance.js'; export const x = own.tool;", 'tool'],
  [
    "import { defineProvider } from 'mcp-provider'; export const { tool: x } = defineProvider({});",
    'tool',
  ],
  [
    "import { defineProvider } from 'mcp-provider'; const p = defineProvider({}); export const x = p.prompt;",
    'prompt',
  ],
  ["export { callApi as x } from './client.js';", 'request'],
  ["import { callApi } from './client.js'; const send = callApi; export { send as x };", 'request'],
  [
    "import { apiClient } from 'mcp-provider/api'; const make = (auth) => apiClient('p', auth); export const x = make({});",
    'request',
  ],
  ["export { getCredentials as x } from './auth.js';", 'Promise<Credentials | null>'],
  [
    "import { auth } from './auth.js'; export const x = auth.getCredentials;",
    'Promise<Credentials | null>',
  ],
  ["import { auth } from './auth.js'; export const x = auth.toString;", undefined],
  ["export { toString as x } from 'mcp-provider';", undefined],
  ["export { path as x } from 'node:path';", undefined],
  [
    "import { apiClient } from 'mcp-provider/api'; export let x = apiClient('p', {}); x = fetch;",
    undefined,
  ],
])('%s', async (source, expected) => {
  expect(brief((await exported(source)).fact)).toBe(expected);
});

it('gives functions of the runtime their signatures', async () => {
  const { code, origin } = await exported("export { saveCredentials as x } from './auth.js';");
  const [signature] = code.functions(origin);
  expect(signature?.function).toMatchObject({ body: false, returns: 'Promise<void>' });
  expect(signature?.function.parameters.map(({ name }) => name)).toEqual(['userId', 'credentials']);
});

describe('an argument', () => {
  const given = async (auth: string) => {
    const source = `import { apiClient } from 'mcp-provider/api';
import { auth, getCredentials } from './auth.js';
import * as other from './other.js';
const x = apiClient('p', ${auth});
export { x, getCredentials };`;
    const { code, origin } = await exported(source);
    if (origin.is !== 'declared') throw new Error(origin.is);
    const call = origin.declaration.init!;
    if (call.is !== 'call') throw new Error(call.is);
    const found = code.argument({ file: origin.file, value: call }, '1.getCredentials');
    const own = code.exports(origin.file).get('getCredentials')!.origin;
    return found && JSON.stringify(found.origin) === JSON.stringify(own);
  };
  it.each([
    ['{ ...auth, getCredentials }', true],
    ['{ ...other, ...auth }', true],
    ['auth', true],
    ['{ getCredentials, ...other }', false],
    ['{ ...auth, getCredentials: async () => null }', false],
    ['{ authorize: (request) => request }', undefined],
  ])('%s', async (auth, expected) => expect(await given(auth)).toBe(expected));
});

it('knows the compiler settings of the runtime without it being installed', async () => {
  const tsconfig = '{ "extends": "mcp-provider/tsconfig.json", "include": ["src"] }';
  const { documents } = await projectOf({ 'tsconfig.json': tsconfig });
  const [own, base] = documents.compiler;
  expect(own?.hidden).toEqual([]);
  expect(base?.document.get('compilerOptions', 'module')).toMatchObject({ value: 'NodeNext' });
});

it('has facts of a known form', () => {
  const known = {
    keys: [
      'parameters',
      'result',
      'returns',
      'members',
      'registers',
      'provider',
      'readOnly',
      'credentials',
      'sends',
      'asks',
      'statements',
      'calls',
      'schema',
      'schemaFrom',
      'serves',
      'readOnly',
      'sources',
      'sinks',
      'sanitizes',
      'propagates',
      'fills',
      'holds',
    ],
    kinds: [
      'upstream',
      'configuration',
      'secret',
      'url-path',
      'url-query',
      'file-name',
      'header',
      'body',
      'log',
      'base-url',
      'message-to-model',
      'person',
      'question',
      'address',
      'credentials',
    ],
  };
  const check = (fact: RuntimeFact): void => {
    expect(known.keys).toEqual(expect.arrayContaining(Object.keys(fact)));
    const kinds = [
      ...Object.values(fact.sources ?? {}),
      ...Object.values(fact.sinks ?? {}),
      ...(fact.sanitizes ?? []),
    ];
    expect(known.kinds).toEqual(expect.arrayContaining(kinds));
    if (fact.returns) check(fact.returns);
    Object.values(fact.members ?? {}).forEach(check);
    Object.values(fact.calls ?? {})
      .flat()
      .forEach(check);
  };
  const modules = facts.modules as unknown as Record<string, Record<string, RuntimeFact>>;
  for (const exports of Object.values(modules)) Object.values(exports).forEach(check);
});

const runtime = join(import.meta.dirname, '..', '..', 'runtime', 'src');

it.each(Object.entries(facts.modules))(
  'has facts of exports of %s alone',
  async (name, exports) => {
    const file = name.replace(/^mcp-provider\/?/, '') || 'index';
    const module = (await import(join(runtime, `${file}.ts`))) as object;
    expect(Object.keys(module)).toEqual(expect.arrayContaining(Object.keys(exports)));
  },
);
