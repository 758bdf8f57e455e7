import type { Code, Located } from '../../model/code.js';
import type { CallValue } from '../../model/facts.js';
import { possibleValues } from '../values/possible.js';

/**
 * `Object.entries(process.env).filter(([key]) => SHOWN.has(key))`: names that are meant to be public, other than all those
 * of the provider.
 */
export function selectsByName({ file, value }: Located<CallValue>, code: Code): boolean {
  const { callee, arguments: given } = value;
  const [test] = given;
  if (callee.is !== 'member' || callee.name !== 'filter' || test?.is !== 'function') return false;
  const [kept, ...more] = file.facts.functions[test.function]?.returned ?? [];
  if (kept?.is !== 'call' || more.length > 0 || kept.callee.is !== 'member') return false;
  const { object, name } = kept.callee;
  const key = name === 'startsWith' ? object : kept.arguments[0];
  const { path = [] } = key?.is === 'name' ? (file.facts.declarations[key.declaration] ?? {}) : {};
  if (path.length !== 1 || path[0] !== '0') return false;
  const [prefix] = kept.arguments;
  if (name === 'startsWith' && prefix)
    return possibleValues({ file, value: prefix }, code).every((each) => !isOfProvider(each, code));
  return /^(has|includes|test)$/.test(name);
}

/** It begins all variables of the provider, or it cannot be determined what it is. */
function isOfProvider(prefix: Located, code: Code): boolean {
  const text = code.constant(prefix);
  const { provider } = prefix.file;
  if (typeof text !== 'string' || text === '') return true;
  return provider !== undefined && `${provider.toUpperCase()}_`.startsWith(text);
}
