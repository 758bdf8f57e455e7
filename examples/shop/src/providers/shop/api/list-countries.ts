import type { Call } from 'mcp-provider/sql';
import type { input, output } from '../tools/list-countries.js';
import { database } from './database.js';

export const listCountries: Call<typeof input, typeof output> = database.page(
  'countries',
  'select code, name from countries',
  { by: ['code'], shared: true },
);
