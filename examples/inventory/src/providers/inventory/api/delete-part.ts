import type { Call } from 'mcp-provider/sql';
import type { input, output } from '../tools/delete-part.js';
import { database } from './database.js';

export const deletePart: Call<typeof input, typeof output> = database.change(
  'delete from parts where id = :id and owner = :principal.user_id',
);
