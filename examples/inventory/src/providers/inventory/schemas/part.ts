import * as z from 'zod';

export const part = z.object({
  id: z.int().describe('ID of the part.'),
  name: z.string().describe('Unique among your parts.'),
  state: z.enum(['in stock', 'reserved']).describe('Whether it is free.'),
  quantity: z.int().describe('Pieces in stock.'),
  price: z.number().nullable().describe('Price of a piece.'),
});
