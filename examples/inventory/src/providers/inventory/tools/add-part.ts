import { integer } from 'mcp-provider';
import * as z from 'zod';
import { addPart } from '../api/add-part.js';
import { tool } from '../mcp-instance.js';

export const input = z.object({
  name: z.string().min(1).max(200).describe('Unique among your parts.'),
  quantity: integer().min(0).describe('Pieces in stock.'),
  price: z.number().min(0).optional().describe('Price of a piece.'),
});

export const output = z.object({
  id: integer(),
});

export const addPartTool = tool({
  name: 'add_part',
  title: 'Add part',
  description: 'Put a new part in stock.',
  input,
  output,
  annotations: { destructiveHint: false, openWorldHint: false },
  run: addPart,
});
