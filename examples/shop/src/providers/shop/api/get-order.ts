import type { Call } from 'mcp-provider/sql';
import type { input, output } from '../tools/get-order.js';
import { database } from './database.js';

const statement = `select id, customer_id, state, quantity, note, created_at
from orders
where id = :id
  and owner = :principal.user_id`;

export const getOrder: Call<typeof input, typeof output> = database.one(statement);
