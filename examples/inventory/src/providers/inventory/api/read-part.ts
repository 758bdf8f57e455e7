import type { ResourceDefinition } from 'mcp-provider';
import { asJson } from 'mcp-provider/sql';
import { database } from './database.js';

export const readPart: ResourceDefinition['read'] = asJson(
  database.one(
    'select id, name, state, quantity from parts where id = :id and owner = :principal.user_id',
  ),
);
