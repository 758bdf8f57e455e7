import type { Call } from 'mcp-provider/sql';
import type { input, output } from '../tools/get-customer.js';
import { database } from './database.js';

const statement = `select id, name, email, country, active
from customers
where id = :id
  and owner = :principal.user_id`;

export const getCustomer: Call<typeof input, typeof output> = database.one(statement, {
  columns: { active: 'boolean' },
});
