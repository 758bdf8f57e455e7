import { call, word } from '../../source/print/expression.js';
import { exprDoc } from '../../source/print/expression-layout.js';
import { settle } from '../../source/print/layout.js';
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
  const client = call('apiClient', [word('PROVIDER_NAME'), word('auth'), ...optionsOf(options)]);
  return settle((kept) => exprDoc(client, kept), 'export const callApi = ');
}
