import type { Call } from 'mcp-provider/sql';
import type { input, output } from '../tools/add-part.js';
import { database } from './database.js';

const statement = `insert into parts (owner, name, quantity, price)
values (:principal.user_id, :name, :quantity, :price)
returning id`;

export const addPart: Call<typeof input, typeof output> = database.change(statement);
