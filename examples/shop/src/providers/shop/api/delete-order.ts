import type { Call } from 'mcp-provider/sql';
import type { input, output } from '../tools/delete-order.js';
import { database } from './database.js';

export const deleteOrder: Call<typeof input, typeof output> = database.change(
  'delete from orders where id = :id and owner = :principal.user_id',
);
