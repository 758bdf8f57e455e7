import type { Call } from 'mcp-provider/sql';
import type { input, output } from '../tools/reserve-part.js';
import { database } from './database.js';

const statement = `update parts set state = 'reserved'
where id = :id and owner = :principal.user_id and state = 'in stock'`;

export const reservePart: Call<typeof input, typeof output> = database.change(statement, {
  then: 'select id, state from parts where id = :id and owner = :principal.user_id',
});
