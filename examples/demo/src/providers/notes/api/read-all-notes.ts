import type { ResourceDefinition } from 'mcp-provider';
import { resourceText } from 'mcp-provider/api';
import { callApi } from './client.js';

export const readAllNotes: ResourceDefinition['read'] = (_variables, context) =>
  resourceText(callApi({ method: 'GET', path: '/notes' }, context));
