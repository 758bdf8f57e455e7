import { expect, it, vi } from 'vitest';
import * as z from 'zod';
import { resourceContent } from '../../src/api/content.js';
import { type ApiResponse, apiResponse } from '../../src/api/response.js';
import { defineTool } from '../../src/call/define/define.js';
import { testContext } from '../context.js';

const picture = Uint8Array.from([0x89, 0x50, 0x4e, 0x47]);
const context = testContext();

it('a tool that returns text refuses binary content', async () => {
  const input = z.object({});
  const tool = defineTool({ name: 'a', description: '', input, run: async () => picture });
  await expect(tool.call({}, context)).rejects.toThrow('not text');
});

it('a tool without an output schema returns an image of the API as an image', async () => {
  const headers = { 'content-type': 'image/png' };
  const run = async () => apiResponse(new Response(picture, { headers }));
  const tool = defineTool({ name: 'a', description: '', input: z.object({}), run });
  const image = { type: 'image', mimeType: 'image/png', data: 'iVBORw==' };
  expect(await tool.call({}, context)).toEqual({ content: [image] });
});

it('a result whose property is binary content is refused, and its bytes are not serialized', async () => {
  const written = vi.fn();
  const picture = Object.assign(new Uint8Array(2), { toJSON: written });
  const [input, output] = [z.object({}), z.object({ lines: z.array(z.string()) })];
  const run = async () => ({ lines: picture as unknown as string[] }); // as the API client makes it
  const tool = defineTool({ name: 'a', description: '', input, output, run });
  await expect(tool.call({}, context)).rejects.toThrow('not text');
  expect(written).not.toHaveBeenCalled();
});

it.each([
  ['', 'text/plain'],
  ['{ "id": 12345678901234567890 }', 'application/json'],
  ['{"n":1}\n{"n":2}\n', 'application/x-ndjson'],
])('text of a resource stays as it was sent: %j', async (text, type) => {
  const sent = new Response(text, { headers: { 'content-type': type } });
  expect(await resourceContent(apiResponse(sent))).toBe(text);
});

it('binary content of a resource stays as it is', async () => {
  const response = { status: 200, headers: new Headers(), body: picture } as unknown;
  const content = resourceContent(Promise.resolve(response as ApiResponse)); // as the API client makes it
  expect(await content).toBe(picture);
});
