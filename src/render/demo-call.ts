import { callLine } from './commands.js';

/** A call of the demo, which works without an API. */
export const DEMO_CALL = {
  tool: 'search_notes',
  args: { text: 'export' },
  summary: (result: unknown): string =>
    `returned ${(result as { notes: unknown[] }).notes.length} notes`, // as the output schema says
};

/** The words of the same call, after the program's name. */
export const demoCall = callLine(DEMO_CALL.tool, DEMO_CALL.args);
