import type { Call } from 'mcp-provider/sql';
import type { input, output } from '../tools/create-customer.js';
import { database } from './database.js';

const statement = `insert into customers (owner, name, email, country, active)
values (:principal.user_id, :name, :email, :country, :active)
returning id, name, email, country, active`;

export const createCustomer: Call<typeof input, typeof output> = database.change(statement, {
  columns: { active: 'boolean' },
});
