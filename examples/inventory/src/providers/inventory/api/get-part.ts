import type { Call } from 'mcp-provider/sql';
import type { input, output } from '../tools/get-part.js';
import { database } from './database.js';

const statement = `select id, name, state, quantity, price, fragile
from parts
where id = :id and owner = :principal.user_id`;

export const getPart: Call<typeof input, typeof output> = database.one(statement, {
  columns: { price: 'number', fragile: 'boolean' },
});
