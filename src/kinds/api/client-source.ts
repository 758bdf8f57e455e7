import { call, entry, object, objectExpr, spread, word } from '../../source/print/expression.js';
import { exprDoc } from '../../source/print/expression-layout.js';
import { settle } from '../../source/print/layout.js';
import type { ApiProvider } from './spec.js';

/** The value of `callApi` in `api/client.ts`. */
export function clientSource({ headers = {} }: Pick<ApiProvider, 'headers'>): string {
  const isEmpty = Object.keys(headers).length === 0;
  const getCredentials = entry('getCredentials', word('getCredentials'));
  const client = call('apiClient', [
    word('PROVIDER_NAME'),
    object([spread('auth'), getCredentials]),
    ...(isEmpty ? [] : [object([entry('headers', objectExpr(headers))])]),
  ]);
  return settle((kept) => exprDoc(client, kept), 'export const callApi = ');
}
