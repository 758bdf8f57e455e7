import * as z from 'zod';

export const ticket = z.object({
  id: z.string(),
  subject: z.string(),
  status: z.enum(['new', 'open', 'solved']),
  requester: z.string().optional(),
});
