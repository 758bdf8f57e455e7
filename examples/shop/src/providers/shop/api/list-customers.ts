import type { Call } from 'mcp-provider/sql';
import type { input, output } from '../tools/list-customers.js';
import { database } from './database.js';

const statement = `select id, name, email, country, active
from customers
where owner = :principal.user_id
  and (:country is null or country = :country)
  and (:active is null or active = :active)`;

export const listCustomers: Call<typeof input, typeof output> = database.page(
  'customers',
  statement,
  { by: ['id'], columns: { active: 'boolean' } },
);
