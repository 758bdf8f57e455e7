import { integer } from 'mcp-provider';
import * as z from 'zod';
import { reservePart } from '../api/reserve-part.js';
import { tool } from '../mcp-instance.js';

export const input = z.object({
  id: integer().meta({ examples: [1], description: 'Part to reserve.' }),
});

export const output = z.object({
  id: integer(),
  state: z.string(),
});

export const reservePartTool = tool({
  name: 'reserve_part',
  title: 'Reserve part',
  description: 'Reserve a part that is in stock.',
  input,
  output,
  annotations: { destructiveHint: false, openWorldHint: false, idempotentHint: false },
  run: reservePart,
});
