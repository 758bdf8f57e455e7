import { DEMO_URL, type ProjectSpec, type ProviderSpec } from '../model/spec.js';
import { callLine } from './commands.js';

/** Returns the provider of the demo, under any name; undefined if the project has none any more. */
export const demoProviderOf = ({ demo, providers }: ProjectSpec): ProviderSpec | undefined =>
  demo && providers.find((spec) => 'baseUrl' in spec && spec.baseUrl === DEMO_URL);

/** A call of the demo, which works without an API. */
export const DEMO_CALL = {
  tool: 'search_notes',
  args: { text: 'export' },
  summary: (result: unknown): string =>
    `returned ${(result as { notes: unknown[] }).notes.length} notes`, // as the output schema says
};

/** The words of the same call, after the program's name. */
export const demoCall = callLine(DEMO_CALL.tool, DEMO_CALL.args);
