import type { Call } from 'mcp-provider/sql';
import type { input, output } from '../tools/update-customer.js';
import { database } from './database.js';

const statement = `update customers
set name = coalesce(:name, name),
  email = case when 'email' in (select value from json_each(:clear)) then null else coalesce(:email, email) end,
  country = case when 'country' in (select value from json_each(:clear)) then null else coalesce(:country, country) end,
  active = coalesce(:active, active)
where id = :id
  and owner = :principal.user_id
returning id, name, email, country, active`;

export const updateCustomer: Call<typeof input, typeof output> = database.change(statement, {
  columns: { active: 'boolean' },
});
