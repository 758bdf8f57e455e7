import type { Value } from '../../model/facts.js';

/** A name that nothing in the file declares. */
export const isGlobal = (value: Value, name: string) =>
  value.is === 'name' && value.name === name && value.declaration === -1;

const isImport = (value: Value) => value.is === 'compound' && value.operator === 'import';

/** Expressions that are a name for something else. */
export const isAlias = (value: Value) =>
  value.is === 'name' ||
  value.is === 'member' ||
  isImport(value) ||
  (value.is === 'compound' && value.operator === 'await' && value.parts.some(isImport)) ||
  (value.is === 'call' &&
    (isGlobal(value.callee, 'require') ||
      (value.callee.is === 'member' && /^(bind|freeze)$/.test(value.callee.name))));
