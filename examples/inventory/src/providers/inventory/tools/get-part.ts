import * as z from 'zod';
import { database } from '../api/database.js';
import { tool } from '../mcp-instance.js';
import { part } from '../schemas/part.js';

const statement = `select id, name, state, quantity, price, fragile
from parts
where id = :id and owner = :principal.user_id`;

export const getPart = tool({
  name: 'get_part',
  title: 'Get part',
  description: 'One part.',
  input: z.strictObject({
    id: z.int().meta({ examples: [1], description: 'Part to return.' }),
  }),
  output: part.extend({ fragile: z.boolean().describe('Whether it breaks easily.') }),
  annotations: { readOnlyHint: true, openWorldHint: false },
  run: database.one(statement, {
    noMatch: 'No part of yours has this ID.',
    columns: { price: 'number', fragile: 'boolean' },
  }),
});
