import { apiModule, API_MODULE } from '../api-module.js';
import { variant } from '../variants.js';

export const variants = [
  variant('a function starts requests, and its caller awaits them', {
    [API_MODULE]: apiModule(
      `import type { CallContext } from 'mcp-provider/api';
function start(context: CallContext) {
  const user = callApi({ method: 'GET', path: '/user' }, context);
  const limits = callApi({ method: 'GET', path: '/rate_limit' }, context);
  return { user, limits };
}`,
      'const { user, limits } = start(context); await Promise.all([user, limits]);',
    ),
  }),
];
