import * as z from 'zod';

export const searchArguments = {
  q: z.string().optional().describe('Words to search for.'),
  limit: z.int().min(1).max(500).default(20).describe('How many at most.'),
  cursor: z.string().optional().describe('The next_cursor of the result before.'),
};
