import { call, optionsOf } from '../../codegen/print/code.js';
import { printCode } from '../../codegen/print/layout.js';
import type { ApiProvider } from './spec.js';
import { isRecord } from '../../model/json-schema/subschemas.js';
import type { Provider } from '../../model/project.js';

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
  return printCode(client, 'export const callApi = ');
}

/** The rule that `api/client.ts` of a provider states for its responses, as far as it is written there. */
export function successIn({ project, module }: Provider): ApiProvider['success'] {
  const client = module('api/client');
  for (const { arguments: given } of client?.calls ?? []) {
    const stated = client && project.resolved(client, given[2]?.members.get('success'));
    const rule = stated?.expression.value;
    if (typeof rule === 'string') return rule;
    if (!isRecord(rule)) continue;
    const { path, values } = rule;
    if (typeof path === 'string' && Array.isArray(values) && values.every(isScalar))
      return { path, values };
  }
  return undefined;
}

const isScalar = (value: unknown) =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
