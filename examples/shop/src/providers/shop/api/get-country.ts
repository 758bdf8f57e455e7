import type { Call } from 'mcp-provider/sql';
import type { input, output } from '../tools/get-country.js';
import { database } from './database.js';

export const getCountry: Call<typeof input, typeof output> = database.one(
  'select code, name from countries where code = :code',
  { shared: true },
);
