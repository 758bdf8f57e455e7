import { isObject } from '../../../runtime/src/utils/is-object.js';
import type { Provider } from '../../model/project.js';
import type { ApiProvider } from './spec.js';

/** Returns the options of `defineProvider` about requests, other than how they are authenticated. */
export function apiOptions(spec: object): { apiOptions?: object } {
  const { headers = {}, success, expiredTokens } = spec as ApiProvider; // checked
  const options = {
    ...(Object.keys(headers).length > 0 && { headers }),
    ...(success !== undefined && { success }),
    ...(expiredTokens && { expiredTokens }),
  };
  return Object.keys(options).length > 0 ? { apiOptions: options } : {};
}

/** Returns the success rule of a provider's responses, as far as mcp-instance.ts states it as a literal. */
export function successRuleOf({ project, module }: Provider): ApiProvider['success'] {
  const file = module('mcp-instance');
  for (const { arguments: values } of file?.calls ?? []) {
    const options = values[0]?.members.get('apiOptions');
    const success = file && project.resolveExpression(file, options?.members.get('success'));
    const rule = parseSuccessRule(success?.expression.value);
    if (rule !== undefined) return rule;
  }
  return undefined;
}

function parseSuccessRule(rule: unknown): ApiProvider['success'] {
  if (typeof rule === 'string') return rule;
  if (!isObject(rule)) return undefined;
  const { path, values } = rule;
  const isRule = typeof path === 'string' && Array.isArray(values) && values.every(isScalar);
  return isRule ? { path, values } : undefined;
}

const isScalar = (value: unknown) =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
