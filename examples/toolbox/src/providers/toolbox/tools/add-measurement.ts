import { integer } from 'mcp-provider';
import * as z from 'zod';
import { addMeasurement } from '../api/add-measurement.js';
import { tool } from '../mcp-instance.js';

export const input = z.object({
  celsius: z.number().min(-273.15).max(1000),
});

export const output = z.object({
  count: integer(),
  mean: z.number().describe('Degrees Celsius.'),
});

export const addMeasurementTool = tool({
  name: 'add_measurement',
  description: 'Add a measurement of the caller, and return the mean of all of them.',
  input,
  output,
  annotations: { destructiveHint: false, openWorldHint: false },
  run: addMeasurement,
});
