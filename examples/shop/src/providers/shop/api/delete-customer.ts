import type { Call } from 'mcp-provider/sql';
import type { input, output } from '../tools/delete-customer.js';
import { database } from './database.js';

export const deleteCustomer: Call<typeof input, typeof output> = database.change(
  'delete from customers where id = :id and owner = :principal.user_id',
);
