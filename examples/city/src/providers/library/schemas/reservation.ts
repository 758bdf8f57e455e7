import { fromApi } from 'mcp-provider';
import * as z from 'zod';

export const reservation = fromApi({
  id: z.string(),
  book_id: z.string().describe('ID of the reserved book.'),
  member_id: z.string().describe('ID of the member who waits.'),
  until: z.string().describe('Last day of the reservation (YYYY-MM-DD).'),
}).describe('A book that a member waits for.');
