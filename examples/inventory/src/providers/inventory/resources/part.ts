import { asJson } from 'mcp-provider/sql';
import { database } from '../api/database.js';
import { resource } from '../mcp-instance.js';

const statement = `select id, name, state, quantity, price
from parts
where id = :id and owner = :principal.user_id`;

export const partResource = resource({
  name: 'part',
  uri: 'inventory://parts/{id}',
  title: 'Part',
  mimeType: 'application/json',
  read: asJson(database.one(statement)),
});
