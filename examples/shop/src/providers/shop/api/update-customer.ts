import type { Call } from 'mcp-provider/sql';
import type { input, output } from '../tools/update-customer.js';
import { database } from './database.js';

const statement = `update customers
set name = coalesce(:name, name),
  email = case when :given.email then :email else email end,
  country = case when :given.country then :country else country end,
  active = coalesce(:active, active)
where id = :id
  and owner = :principal.user_id
returning id, name, email, country, active`;

export const updateCustomer: Call<typeof input, typeof output> = database.change(statement, {
  columns: { active: 'boolean' },
});
