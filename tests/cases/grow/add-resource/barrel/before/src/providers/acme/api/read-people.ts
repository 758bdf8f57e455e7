import type { ResourceDefinition } from 'mcp-provider';
import { resourceText } from 'mcp-provider/api';
import { callApi } from './client.js';

export const readPeople: ResourceDefinition['read'] = (_, context) =>
  resourceText(callApi({ method: 'GET', path: '/people' }, context));
