import type { Call } from 'mcp-provider/sql';
import type { input, output } from '../tools/get-open-order.js';
import { database } from './database.js';

export const getOpenOrder: Call<typeof input, typeof output> = database.one(
  'select id, customer_id, quantity from open_orders where id = :id and owner = :principal.user_id',
);
