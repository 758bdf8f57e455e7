import * as z from 'zod';
import { database } from '../api/database.js';
import { tool } from '../mcp-instance.js';
import { country } from '../schemas/country.js';

export const getCountry = tool({
  name: 'get_country',
  description: 'Get one country.',
  input: z.strictObject({
    code: z.string().describe('Code of the country.'),
  }),
  output: country,
  annotations: { readOnlyHint: true, openWorldHint: false },
  run: database.one('select code, name from countries where code = :code', { shared: true }),
});
