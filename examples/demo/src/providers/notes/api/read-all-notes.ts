import type { ResourceDefinition } from 'mcp-provider';
import { resourceContent } from 'mcp-provider/api';
import { callApi } from './client.js';

export const readAllNotes: ResourceDefinition['read'] = (_args, context) =>
  resourceContent(callApi({ method: 'GET', path: '/notes' }, context));
