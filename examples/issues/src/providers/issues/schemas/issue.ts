import * as z from 'zod';

export const issue = z.object({
  number: z.int(),
  title: z.string(),
  state: z.enum(['open', 'closed']),
  html_url: z.string().optional().meta({ format: 'uri' }),
  comments: z.int().optional(),
  created_at: z.string().optional().meta({ format: 'date-time' }),
  user: z.object({ login: z.string() }).nullish().describe('Null where the account is gone.'),
  pull_request: z
    .object({ html_url: z.string().optional().meta({ format: 'uri' }) })
    .optional()
    .describe('Where the issue is a pull request.'),
  labels: z.array(z.object({ name: z.string().nullish() })).optional(),
});
