import { ToolError } from 'mcp-provider';
import * as z from 'zod';
import { tool } from '../mcp-instance.js';

const DAY_MS = 24 * 60 * 60 * 1000;
const SUNDAY = 0;
const SATURDAY = 6;

/** The number of days from Monday to Friday, from the first to the last day, inclusive. */
function workdaysBetween(first: Date, last: Date): number {
  const days = (last.getTime() - first.getTime()) / DAY_MS + 1;
  const remainder = Array.from({ length: days % 7 }, (_, index) => (first.getUTCDay() + index) % 7);
  const workdays = remainder.filter((weekday) => weekday !== SATURDAY && weekday !== SUNDAY);
  return Math.floor(days / 7) * 5 + workdays.length;
}

export const countWorkdaysTool = tool({
  name: 'count_workdays',
  description: 'Count the days from Monday to Friday in a period.',
  input: z.strictObject({
    from: z.iso.date().describe('First day.'),
    to: z.iso.date().describe('Last day, inclusive.'),
  }),
  output: z.object({
    workdays: z.int(),
  }),
  annotations: { readOnlyHint: true, openWorldHint: false },
  run({ from, to }) {
    if (to < from) throw new ToolError('"to" is before "from".');
    return { workdays: workdaysBetween(new Date(from), new Date(to)) };
  },
});
