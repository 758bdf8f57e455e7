import type { Call } from 'mcp-provider/sql';
import type { input, output } from '../tools/list-open-orders.js';
import { database } from './database.js';

export const listOpenOrders: Call<typeof input, typeof output> = database.page(
  'open_orders',
  'select id, customer_id, quantity from open_orders where owner = :principal.user_id order by id',
);
