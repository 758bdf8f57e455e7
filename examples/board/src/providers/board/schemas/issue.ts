import * as z from 'zod';

export const issue = z.object({
  id: z.string(),
  title: z.string(),
  url: z.string().meta({ format: 'uri' }),
  assignee: z.object({ name: z.string() }).nullish(),
});
