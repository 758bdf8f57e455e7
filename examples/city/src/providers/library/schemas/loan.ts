import { fromApi } from 'mcp-provider';
import * as z from 'zod';

export const loan = fromApi({
  id: z.string(),
  book_id: z.string().describe('ID of the book.'),
  member_id: z.string().describe('ID of the member.'),
  due: z.string().describe('Last day of the loan (YYYY-MM-DD).'),
  returned: z.boolean().describe('Whether the book is back.'),
}).describe('A copy that a member has borrowed.');
