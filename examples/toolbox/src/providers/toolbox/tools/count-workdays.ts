import { integer } from 'mcp-provider';
import * as z from 'zod';
import { countWorkdays } from '../api/count-workdays.js';
import { tool } from '../mcp-instance.js';

export const input = z.object({
  from: z.string().meta({ format: 'date', description: 'First day.' }),
  to: z.string().meta({ format: 'date', description: 'Last day; it counts, too.' }),
});

export const output = z.object({
  workdays: integer(),
});

export const countWorkdaysTool = tool({
  name: 'count_workdays',
  description: 'Number of days from Monday to Friday in a period.',
  input,
  output,
  annotations: { readOnlyHint: true, openWorldHint: false },
  run: countWorkdays,
});
