import type { ProviderModel } from '../../model/project.js';
import type { ApiProvider } from './spec.js';

/** The rule that `api/client.ts` of a provider states for its responses, as far as it is written there. */
export function successIn(provider: ProviderModel): ApiProvider['success'] {
  const { code } = provider.project;
  const file = provider.file('api/client');
  for (const value of file?.facts.calls ?? []) {
    const call = file && { file, value };
    const rule = call && code.argument(call, '2.success');
    if (!rule) continue;
    const constant = code.constant(rule);
    if (typeof constant === 'string') return constant;
    const entry = (key: string) =>
      code.object(rule)?.properties.find((property) => property.key === key);
    const [at, list] = [entry('path'), entry('values')];
    const path = at && code.constant(at);
    const values = list && code.list(list)?.map((item) => code.constant(item));
    if (typeof path === 'string' && values?.every(isScalar)) return { path, values };
  }
  return undefined;
}

const isScalar = (value: unknown) =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
