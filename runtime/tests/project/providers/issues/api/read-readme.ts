import type { ResourceDefinition } from '../../../../../src/index.js';
import { path, resourceContent } from '../../../../../src/api.js';
import { callApi } from './client.js';

export const readReadme: ResourceDefinition['read'] = ({ owner = '', repo = '' }, context) =>
  resourceContent(callApi({ method: 'GET', path: path`/repos/${owner}/${repo}/readme` }, context));
