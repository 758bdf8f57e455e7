import { perUser } from 'mcp-provider';
import * as z from 'zod';
import { tool } from '../mcp-instance.js';

/** In memory, for each user: nobody gets the measurements of another. */
const measurements = perUser(() => ({ count: 0, sum: 0 }), { idleMs: 600_000 });

export const addMeasurementTool = tool({
  name: 'add_measurement',
  description:
    'Add a measurement of the caller, and return the mean of all of them. The mean starts over 10 minutes after the last measurement.',
  input: z.strictObject({
    celsius: z.number().min(-273.15).max(1000).describe('Measured temperature.'),
  }),
  output: z.object({
    count: z.int(),
    mean: z.number().describe('Degrees Celsius.'),
  }),
  annotations: { destructiveHint: false, openWorldHint: false },
  run({ celsius }, context) {
    const own = measurements(context);
    own.count += 1;
    own.sum += celsius;
    return { count: own.count, mean: own.sum / own.count };
  },
});
