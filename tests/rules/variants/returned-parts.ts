import { module } from '../api-module.js';
import { variant } from '../variants.js';

export const variants = [
  variant(
    'wrappers of callApi by their type',
    module(`import { callApi as call } from './providers/issues/api/client.js';
import type { CallApi } from 'mcp-provider/api';

export const callApi: typeof call = (request, context) => {
  console.error('calling', request.path, request);
  return call({ ...request, headers: { ...request.headers, 'x-trace': '1' } }, context);
};
export const traced = ((request, context) => {
  console.error(JSON.stringify(request));
  return call(request, context);
}) satisfies CallApi;
`),
  ),
  variant(
    'variables that are chosen by their names are logged',
    module(`const SHOWN = new Set(['LANG', 'TZ']);
console.error(Object.entries(process.env).filter(([name]) => SHOWN.has(name)));
`),
  ),
  variant(
    'names of headers that the client hands over are logged',
    module(`import { apiClient } from 'mcp-provider/api';
import { auth } from './providers/issues/api/auth.js';

export const callApi = apiClient('issues', auth, {
  fetch: (url, init) => {
    console.error('sent', [...new Headers(init.headers).keys()], init.method);
    return fetch(url, init);
  },
});
`),
  ),
];
