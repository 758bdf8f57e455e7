import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { ToolAnnotations } from '../../src/call/definitions.js';
import { maxResultTokens } from '../../src/call/result-tokens.js';
import { content, defineProvider, fromApi, image } from '../../src/index.js';
import { connect } from '../../src/testing/clients.js';
import { setEnvironment } from '../../src/testing/environment.js';
import * as previous from '../../src/v1.js';
import { httpServer } from '../serving/provider-server.js';

const READS = { readOnlyHint: true };
const Room = z.object({ id: z.string(), seats: z.int() });

type Define = typeof defineProvider;
const lines = [
  { line: 'v2', define: defineProvider },
  { line: 'v1', define: previous.defineProvider as unknown as Define },
];

/** A client of a provider with one tool, which returns `value`. */
async function client(
  define: Define,
  value: unknown,
  definition: {
    input?: z.ZodObject;
    output?: z.ZodObject;
    strict?: boolean;
    unavailable?: string;
    annotations?: ToolAnnotations;
  } = {},
) {
  const provider = define({ name: 'small', version: '1.0.0' });
  const { input = z.object({}), ...others } = definition;
  provider.tool({ name: 'get', description: 'Gets.', input, ...others, run: async () => value as never }); // prettier-ignore
  const connected = await connect(await httpServer(provider), 'auto');
  const [listed] = (await connected.listTools()).tools;
  const result = await connected.callTool({ name: 'get' });
  await connected.close();
  return { listed, result };
}

describe.each(lines)('a result of line $line', ({ define }) => {
  it.each([
    { title: 'z.object', output: Room, kept: {} },
    { title: 'z.looseObject', output: z.looseObject(Room.shape), kept: { floor: 2 } },
    { title: 'fromApi', output: fromApi(Room.shape), kept: { floor: 2 } },
  ])('is what $title makes of it', async ({ output, kept }) => {
    const { result } = await client(define, { id: 'r-1', seats: 4, floor: 2 }, { output });
    expect(result.structuredContent).toEqual({ id: 'r-1', seats: 4, ...kept });
    expect(result.content).toEqual([
      { type: 'text', text: JSON.stringify(result.structuredContent) },
    ]);
  });

  it.each([
    [
      { id: 'a\ud800b', 'k\udc00': ['😀'] },
      { id: 'a\ufffdb', 'k\ufffd': ['😀'] },
    ],
    ['a\ud800b', undefined],
  ])(
    'has no half of a surrogate pair, which clients in other languages refuse: %j',
    async (value, structured) => {
      const output = fromApi({ id: z.string() });
      const { result } = await client(define, value, structured ? { output } : {});
      expect(result.structuredContent).toEqual(structured);
      if (!structured) expect(result.content).toEqual([{ type: 'text', text: 'a\ufffdb' }]);
    },
  );

  it('of fromApi may lack members', async () => {
    const { result } = await client(define, { seats: null }, { output: fromApi(Room.shape) });
    expect(result.structuredContent).toEqual({ seats: null });
  });

  it('of an unavailable tool is its reason, also for invalid arguments', async () => {
    const input = z.object({ id: z.string() });
    const { listed, result } = await client(define, 'never', { input, unavailable: 'Removed.' });
    expect(listed?.name).toBe('get');
    expect(result).toMatchObject({ isError: true, content: [{ text: 'Removed.' }] });
  });

  it('that has another form is sent as text, marked as an error', async () => {
    const { result } = await client(define, { id: 'r-1', seats: 'many' }, { output: Room });
    expect(result).toMatchObject({
      isError: true,
      content: [
        {
          text: expect.stringMatching(
            /output schema of this tool: seats: .*expected number/,
          ) as unknown,
        },
        { text: '{"id":"r-1","seats":"many"}' },
      ],
    });
    expect(result.structuredContent).toBeUndefined();
  });

  it.each([undefined, { rooms: undefined }])('that is missing is no failure: %j', async (value) => {
    const { result } = await client(define, value, { output: z.object({ rooms: z.array(Room) }) });
    expect(result).toMatchObject({ isError: true });
    expect(result.content).toEqual([
      {
        type: 'text',
        text: 'The call succeeded, but there is no result. It is done; do not repeat it.',
      },
    ]);
  });

  it.each([undefined, { rooms: undefined }])(
    'that is missing, such as for status 204, is an empty object where the schema allows it: %j',
    async (value) => {
      const output = z.object({ rooms: z.array(Room).optional() });
      const { result } = await client(define, value, { output });
      expect(result).toMatchObject({ structuredContent: {} });
      expect(result.isError).toBeUndefined();
    },
  );

  it('that has another form is not sent where the tool is strict', async () => {
    const { result } = await client(define, { id: 'r-1' }, { output: Room, strict: true });
    expect(result).toMatchObject({ isError: true, content: [{ type: 'text' }] });
    expect(result.content).toHaveLength(1);
  });

  it('is cut where its text is too long, with a hint', async () => {
    setEnvironment('MCP', { MAX_RESULT_TOKENS: '10' });
    const input = z.object({ page: z.int().optional(), country: z.string().optional() });
    const { result } = await client(define, `${'x'.repeat(39)}${'\u{1F600}'.repeat(20)}`, {
      input,
      annotations: READS,
    });
    expect(result.isError).toBeUndefined();
    expect(result.content).toEqual([
      { type: 'text', text: 'x'.repeat(39) }, // no half of a character
      {
        type: 'text',
        text: 'The result has about 20 tokens; this is the beginning. For the rest, or for less, call the tool again with other values of: page.',
      },
    ]);
  });

  it('with a value that is too long is an error, with the beginning', async () => {
    setEnvironment('MCP', { MAX_RESULT_TOKENS: '10' });
    const { result } = await client(
      define,
      { id: 'x'.repeat(80), seats: 4 },
      { output: Room, annotations: READS },
    );
    expect(result).toMatchObject({
      isError: true,
      content: [
        { text: 'The result has about 25 tokens; this is the beginning. Ask for something more specific.' }, // prettier-ignore
        { text: `{"id":"${'x'.repeat(33)}` },
      ],
    });
  });

  it('with such a value beside a short text, too', async () => {
    setEnvironment('MCP', { MAX_RESULT_TOKENS: '10' });
    const value = { id: 'x'.repeat(80), seats: 4 };
    const { result } = await client(define, content('Done.').withValue(value), {
      output: Room,
      annotations: READS,
    });
    expect(result).toMatchObject({
      isError: true,
      content: [
        { text: 'The result has more than 25 tokens; this is the beginning. Ask for something more specific.' }, // prettier-ignore
        { text: `{"id":"${'x'.repeat(33)}` },
      ],
    });
  });

  it('may have large images', async () => {
    setEnvironment('MCP', { MAX_RESULT_TOKENS: '10' });
    const { result } = await client(define, content(image(new Uint8Array(500), 'image/png')));
    expect(result.content).toMatchObject([{ type: 'image' }]);
  });
});

it.each(['0', '-1', 'many'])('refuses a limit of %s tokens', (text) => {
  expect(() => maxResultTokens({ MCP_MAX_RESULT_TOKENS: text })).toThrow('MCP_MAX_RESULT_TOKENS');
});
