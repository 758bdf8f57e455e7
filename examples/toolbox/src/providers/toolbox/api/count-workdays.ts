import { ToolError } from 'mcp-provider';
import type { Call } from 'mcp-provider/api';
import type { input, output } from '../tools/count-workdays.js';

const DAY_MS = 24 * 60 * 60 * 1000;
const WEEKEND = [0, 6];

export const countWorkdays: Call<typeof input, typeof output> = async ({ from, to }) => {
  const first = new Date(from);
  const days = (Date.parse(to) - first.getTime()) / DAY_MS + 1;
  if (!Number.isInteger(days) || days < 1)
    throw new ToolError('State two dates such as 2026-01-31, the first day first.');
  const rest = Array.from({ length: days % 7 }, (_, n) => (first.getUTCDay() + n) % 7);
  const workdays = rest.filter((weekday) => !WEEKEND.includes(weekday));
  return { workdays: Math.floor(days / 7) * 5 + workdays.length };
};
