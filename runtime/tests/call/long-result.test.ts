import { afterAll, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { maxResultTokens } from '../../src/call/result/result-tokens.js';

process.env.MCP_MAX_RESULT_TOKENS = '10'; // it is read once
vi.resetModules();
afterAll(() => void vi.resetModules());
const { content, image } = await import('../../src/index.js');
const { client, lines, READS, Room } = await import('./one-result.js');

describe.each(lines)('a result of line $line', ({ define }) => {
  it('is cut where its text is too long, with a hint', async () => {
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
    const { result } = await client(
      define,
      { id: 'x'.repeat(80), seats: 4 },
      { output: Room, annotations: READS },
    );
    expect(result).toMatchObject({
      isError: true,
      content: [
        {
          text: 'The result has about 25 tokens; this is the beginning. Ask for something more specific.',
        },
        { text: `{"id":"${'x'.repeat(33)}` },
      ],
    });
  });

  it('with such a value beside a short text, too', async () => {
    const value = { id: 'x'.repeat(80), seats: 4 };
    const { result } = await client(define, content('Done.').withValue(value), {
      output: Room,
      annotations: READS,
    });
    expect(result).toMatchObject({
      isError: true,
      content: [
        {
          text: 'The result has more than 25 tokens; this is the beginning. Ask for something more specific.',
        },
        { text: `{"id":"${'x'.repeat(33)}` },
      ],
    });
  });

  it('may have large images', async () => {
    const { result } = await client(define, content(image(new Uint8Array(500), 'image/png')));
    expect(result.content).toMatchObject([{ type: 'image' }]);
  });
});

it.each(['0', '-1', 'many'])('refuses a limit of %s tokens', (text) => {
  expect(() => maxResultTokens({ MCP_MAX_RESULT_TOKENS: text })).toThrow('MCP_MAX_RESULT_TOKENS');
});
