import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { fromApi } from '../../src/index.js';
import { client, lines, Room } from './one-result.js';

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
});
