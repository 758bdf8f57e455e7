import type { Call } from 'mcp-provider/sql';
import type { input, output } from '../tools/create-order.js';
import { database } from './database.js';

const statement = `insert into orders (owner, customer_id, state, quantity, note)
values (:principal.user_id, :customer_id, :state, :quantity, :note)
returning id, customer_id, state, quantity, note, created_at`;

export const createOrder: Call<typeof input, typeof output> = database.change(statement);
