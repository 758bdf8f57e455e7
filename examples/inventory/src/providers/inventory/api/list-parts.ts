import type { Call } from 'mcp-provider/sql';
import type { input, output } from '../tools/list-parts.js';
import { database } from './database.js';

const statement = `select id, name, state, quantity, price
from parts
where owner = :principal.user_id
  and (:state is null or state = :state)`;

export const listParts: Call<typeof input, typeof output> = database.page('parts', statement, {
  by: ['name', 'id'],
  columns: { price: 'number' },
});
