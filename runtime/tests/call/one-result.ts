import * as z from 'zod';
import type { ToolAnnotations } from '../../src/call/define/definitions.js';
import { defineProvider } from '../../src/index.js';
import { connectClient } from '../../src/testing/callers/clients.js';
import * as previous from '../../src/v1.js';
import { httpServer } from '../serving/provider-server.js';

export const READS = { readOnlyHint: true };
export const Room = z.object({ id: z.string(), seats: z.int() });

type Define = typeof defineProvider;
export const lines = [
  { line: 'v2', define: defineProvider },
  { line: 'v1', define: previous.defineProvider as unknown as Define },
];

/** A client of a provider with one tool, which returns `value`. */
export async function client(
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
  provider.tool({
    name: 'get',
    description: 'Gets.',
    input,
    ...others,
    run: async () => value as never,
  });
  const connected = await connectClient(await httpServer(provider), 'auto');
  const [listed] = (await connected.listTools()).tools;
  const result = await connected.callTool({ name: 'get' });
  await connected.close();
  return { listed, result };
}
