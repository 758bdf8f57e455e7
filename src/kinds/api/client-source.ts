import { call } from '../../source/print/code.js';
import { printed } from '../../source/print/layout.js';
import { optionsOf } from './scope.js';
import type { ApiProvider } from './spec.js';

/** The value of `callApi` in `api/client.ts`. */
export function clientSource({
  headers = {},
  success,
}: Pick<ApiProvider, 'headers' | 'success'>): string {
  const options = {
    ...(Object.keys(headers).length > 0 && { headers }),
    ...(success !== undefined && { success }),
  };
  const client = call('apiClient', ['PROVIDER_NAME', 'auth', ...optionsOf(options)]);
  return printed(client, 'export const callApi = ');
}
