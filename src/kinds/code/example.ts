import type { ToolCase, ToolNames } from '../../model/kind.js';
import type { ToolSpec } from '../../model/spec.js';

const day = (description: string) => ({ type: 'string', format: 'date', description }) as const;

/** The tool of a provider that states none; models often miscount days. */
export const example: ToolSpec = {
  name: 'count_workdays',
  description: 'Number of days from Monday to Friday in a period.',
  inputSchema: {
    type: 'object',
    properties: { from: day('First day.'), to: day('Last day; it counts, too.') },
    required: ['from', 'to'],
  },
  outputSchema: {
    type: 'object',
    properties: { workdays: { type: 'integer' } },
    required: ['workdays'],
  },
  annotations: { readOnlyHint: true, openWorldHint: false },
};

/** From a Thursday to the Wednesday after it. */
export const exampleCase: ToolCase = {
  arguments: { from: '2026-01-01', to: '2026-01-07' },
  invalid: { from: 'tomorrow' },
  result: { workdays: 5 },
};

/** `api/count-workdays.ts`. */
export const exampleModule = (_tool: ToolSpec, { file, function: name }: ToolNames): string =>
  `import { ToolError } from 'mcp-provider';
import type { Call } from 'mcp-provider/api';
import type { input, output } from '../tools/${file}.js';

const DAY_MS = 24 * 60 * 60 * 1000;
const WEEKEND = [0, 6];

export const ${name}: Call<typeof input, typeof output> = async ({ from, to }) => {
  const first = new Date(from);
  const days = (Date.parse(to) - first.getTime()) / DAY_MS + 1;
  if (!Number.isInteger(days) || days < 1)
    throw new ToolError('State two dates such as 2026-01-31, the first day first.');
  const rest = Array.from({ length: days % 7 }, (_, n) => (first.getUTCDay() + n) % 7);
  const workdays = rest.filter((weekday) => !WEEKEND.includes(weekday));
  return { workdays: Math.floor(days / 7) * 5 + workdays.length };
};
`;
