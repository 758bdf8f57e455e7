import { expect, it } from 'vitest';
import { callableTools, callWords, sampleCall } from '../../src/extend/sample-call.js';
import type { ProviderSpec } from '../../src/model/spec.js';

const tool = (name: string, properties: object = {}, readOnlyHint = true) => ({
  name,
  inputSchema: { type: 'object', properties, required: Object.keys(properties) },
  annotations: { readOnlyHint },
});
const provider = (...tools: object[]) =>
  ({ tools: [], origin: { kind: 'server', catalog: { tools } } }) as unknown as ProviderSpec;

it.each([
  ['reads without arguments', tool('list_rooms'), {}],
  ['has an example', tool('get_room', { id: { type: 'string', examples: ['r1'] } }), { id: 'r1' }],
  ['has a default', tool('get_page', { page: { type: 'integer', default: 1 } }), { page: 1 }],
])('calls a tool that %s', (_, found, args) => {
  const others = [
    tool('add_room', {}, false),
    tool('find_rooms', { text: { type: 'string' } }),
    tool('get_env'),
  ];
  const spec = provider(...others, found);
  expect(sampleCall(spec)).toMatchObject({ tool: found.name, args, isRemote: true });
});

it('names a tool whose arguments the person knows, where there is no other', () => {
  const spec = provider(tool('add_room', {}, false), tool('find_rooms', { text: {} }));
  expect([sampleCall(spec), callWords(callableTools(spec), true)]).toEqual([
    undefined,
    'call find_rooms',
  ]);
});
