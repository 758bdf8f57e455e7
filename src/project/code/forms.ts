import type { CallValue, Value } from '../../model/facts.js';

/** A name that nothing in the file declares. */
export const isGlobal = (value: Value, name: string) =>
  value.is === 'name' && value.name === name && value.declaration === -1;

/** `require('…')`, also where `createRequire()` makes it, and `process.getBuiltinModule('…')`. */
export const isRequire = ({ callee }: CallValue): boolean =>
  (callee.is === 'name' && callee.name === 'require') ||
  (callee.is === 'call' && callee.callee.is === 'name' && callee.callee.name === 'createRequire') ||
  (callee.is === 'member' &&
    callee.name === 'getBuiltinModule' &&
    isGlobal(callee.object, 'process'));

const isImport = (value: Value) => value.is === 'compound' && value.operator === 'import';

/** Expressions that are a name for something else. */
export const isAlias = (value: Value) =>
  value.is === 'name' ||
  value.is === 'member' ||
  isImport(value) ||
  (value.is === 'compound' && value.operator === 'await' && value.parts.some(isImport)) ||
  (value.is === 'call' &&
    (isRequire(value) ||
      (value.callee.is === 'member' && /^(bind|freeze)$/.test(value.callee.name))));
