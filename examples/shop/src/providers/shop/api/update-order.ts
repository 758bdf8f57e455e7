import type { Call } from 'mcp-provider/sql';
import type { input, output } from '../tools/update-order.js';
import { database } from './database.js';

const statement = `update orders
set customer_id = coalesce(:customer_id, customer_id), state = coalesce(:state, state),
  quantity = coalesce(:quantity, quantity),
  note = case when 'note' in (select value from json_each(:clear)) then null else coalesce(:note, note) end
where id = :id
  and owner = :principal.user_id
returning id, customer_id, state, quantity, note, created_at`;

export const updateOrder: Call<typeof input, typeof output> = database.change(statement);
