import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { headers, request } from '../../src/kinds/api/schema.js';
import { readAdditions } from '../../src/spec/read-file.js';
import { toFlags } from '../../src/spec/to-flags.js';
import { readFile } from './reading.js';
import { ACME, kindsAndStyles } from './styles.js';

/** The example of the documentation, with everything a spec can hold. */
const DOCUMENTED = `name: acme_chat                   # ^[a-z][a-z0-9_]*$
kind: api                         # what it wraps; api is the default and, for now, the only one
displayName: Acme Chat
description: Rooms and messages of Acme Chat.
baseUrl: https://api.acme.dev/v1
auth:                             # style: none | api-key | bearer | basic | oauth2 | client-credentials
  style: oauth2
  authorizationUrl: https://auth.acme.dev/authorize
  tokenUrl: https://auth.acme.dev/token
  scopes: [rooms:read, messages:write]
tools:
  - name: send_message
    title: Send message
    description: Post a message to a room.
    inputSchema:  { type: object, properties: { room_id: { type: string }, text: { type: string } }, required: [room_id, text] }
    outputSchema: { type: object, properties: { id: { type: string } }, required: [id] }
    annotations:  { destructiveHint: false }
    request:      { method: POST, path: '/rooms/{room_id}/messages' }     # path, then query (GET, DELETE) or JSON body
resources: []
prompts: []
`;

it('the documented spec is read, and can be said in flags', async () => {
  const { spec, warnings } = await readFile(DOCUMENTED);
  expect(warnings).toEqual([]);
  expect(spec.auth.scopes).toEqual(['rooms:read', 'messages:write']);
  expect(spec.tools[0]).toMatchObject({
    annotations: { destructiveHint: false },
    request: { method: 'POST', path: '/rooms/{room_id}/messages' },
  });
  expect(toFlags(spec, kindsAndStyles)).toEqual([
    ...['--name', 'acme_chat'],
    ...['--description', 'Rooms and messages of Acme Chat.'],
    ...['--base-url', 'https://api.acme.dev/v1'],
    ...['--auth', 'oauth2'],
    ...['--auth-authorization-url', 'https://auth.acme.dev/authorize'],
    ...['--auth-token-url', 'https://auth.acme.dev/token'],
    ...['--auth-scopes', 'rooms:read', '--auth-scopes', 'messages:write'],
    ...['--tool', 'send_message: Post a message to a room.'],
    ...['--title', 'Send message'],
    ...['--request', 'POST /rooms/{room_id}/messages'],
    ...['--param', 'room_id:string!', '--param', 'text:string!'],
    ...['--result', 'id:string!'],
    ...['--annotation', 'destructiveHint=false'],
  ]);
});

it('a spec for add-tool needs only tools', async () => {
  const tools = DOCUMENTED.slice(DOCUMENTED.indexOf('tools:'), DOCUMENTED.indexOf('resources:'));
  const { spec } = await readAdditions(tools, 'tools.yaml', ACME);
  expect(spec).toMatchObject({ tools: [{ name: 'send_message' }], resources: [], prompts: [] });
});

const page = readFileSync(new URL('../../docs/spec.md', import.meta.url), 'utf8');
const examples = Array.from(page.matchAll(/^```yaml\n([^]*?)^```/gm), ([, text = '']) => text);

it.each(examples)('example %# of docs/spec.md is read without a finding', async (text) => {
  const isAddition = /^(?:tools|resources):/.test(text);
  const { warnings } = isAddition
    ? await readAdditions(text, 'tools.yaml', ACME)
    : await readFile(text);
  expect(warnings).toEqual([]);
});

it('docs/spec.md explains every key of a request', () => {
  const keys = keysOf([request, headers]);
  expect(keys.filter((key) => !new RegExp(`\\b${key}\\b`).test(page))).toEqual([]);
});

/** The keys that a schema knows, at any depth. */
const keysOf = (schema: unknown): string[] =>
  typeof schema !== 'object' || schema === null
    ? []
    : Object.entries(schema).flatMap(([key, value]) => [
        ...(key === 'properties' && !Array.isArray(value) ? Object.keys(value as object) : []),
        ...keysOf(value),
      ]);

it('what flags cannot say has no flags', async () => {
  const { spec } = await readFile(
    DOCUMENTED.replace('text: { type: string }', 'text: { type: object }'),
  );
  expect(toFlags(spec, kindsAndStyles)).toBeUndefined();
});

it('what follows from the method needs no flag', async () => {
  const called = (method: string, annotations: string) =>
    DOCUMENTED.replace('POST', method).replace('{ destructiveHint: false }', annotations);
  const hints = async (method: string, annotations: string) => {
    const { spec } = await readFile(called(method, annotations));
    const flags = toFlags(spec, kindsAndStyles) ?? [];
    return flags.filter((_, i) => flags[i - 1] === '--annotation');
  };
  expect(await hints('GET', '{}')).toEqual([]);
  expect(await hints('DELETE', '{ destructiveHint: false }')).toEqual(['destructiveHint=false']);
  expect(await hints('DELETE', '{ readOnlyHint: true, idempotentHint: true }')).toEqual([
    'readOnlyHint=true',
    'idempotentHint=true',
  ]);
});
