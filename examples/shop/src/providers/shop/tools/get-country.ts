import * as z from 'zod';
import { getCountry } from '../api/get-country.js';
import { tool } from '../mcp-instance.js';

export const input = z.object({
  code: z.string().describe('Code of the country.'),
});

export const output = z.object({
  code: z.string(),
  name: z.string(),
});

export const getCountryTool = tool({
  name: 'get_country',
  description: 'Get one country.',
  input,
  output,
  annotations: { readOnlyHint: true, openWorldHint: false },
  run: getCountry,
});
