import { readPolicy } from '../api/read-policy.js';
import { resource } from '../mcp-instance.js';

export const policyResource = resource({
  name: 'policy',
  uri: 'handbook://policies/{topic}',
  title: 'Policy',
  description: 'One policy of the handbook.',
  mimeType: 'text/markdown',
  read: readPolicy,
});
