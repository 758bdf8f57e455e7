import * as z from 'zod';
import type { CallContext, defineProvider } from '../src/index.js';

/** Adds tools without arguments, by name. */
export function addTools(
  { tool }: Pick<ReturnType<typeof defineProvider>, 'tool'>,
  tools: Record<string, (context: CallContext) => unknown>,
): void {
  for (const [name, run] of Object.entries(tools))
    tool({
      name,
      description: 'A tool.',
      input: z.object({}),
      run: async (_args, context) => run(context),
    });
}
