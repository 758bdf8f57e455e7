import * as z from 'zod';
import { database } from '../api/database.js';
import { tool } from '../mcp-instance.js';

const statement = `insert into parts (owner, name, quantity, price)
values (:principal.user_id, :name, :quantity, :price)
returning id`;

export const addPart = tool({
  name: 'add_part',
  title: 'Add part',
  description: 'Put a new part in stock.',
  input: z.strictObject({
    name: z.string().min(1).max(200).describe('Unique among your parts.'),
    quantity: z.int().min(0).describe('Pieces in stock.'),
    price: z.number().min(0).optional().describe('Price of a piece.'),
  }),
  output: z.object({
    id: z.int().describe('ID of the part.'),
  }),
  annotations: { destructiveHint: false, openWorldHint: false },
  run: database.change(statement),
});
