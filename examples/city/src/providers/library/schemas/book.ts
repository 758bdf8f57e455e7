import { fromApi } from 'mcp-provider';
import * as z from 'zod';

export const book = fromApi({
  id: z.string(),
  title: z.string().describe('Title of the book.'),
  isbn: z.string().describe('ISBN with 13 digits.'),
  language: z.string().describe('Language code, such as "de".'),
}).describe('A title of the collection, in all of its editions.');
