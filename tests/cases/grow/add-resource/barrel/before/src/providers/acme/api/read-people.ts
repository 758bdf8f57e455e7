import type { ResourceDefinition } from 'mcp-provider';
import { resourceContent } from 'mcp-provider/api';
import { callApi } from './client.js';

export const readPeople: ResourceDefinition['read'] = (_, context) =>
  resourceContent(callApi({ method: 'GET', path: '/people' }, context));
