import type { Call } from 'mcp-provider/sql';
import type { input, output } from '../tools/list-orders.js';
import { database } from './database.js';

const statement = `select id, customer_id, state, quantity, note, created_at
from orders
where owner = :principal.user_id
  and (:customer_id is null or customer_id = :customer_id)
  and (:state is null or state = :state)`;

export const listOrders: Call<typeof input, typeof output> = database.page('orders', statement, {
  by: ['id'],
});
