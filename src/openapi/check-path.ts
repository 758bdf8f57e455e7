import type { Operation } from './model.js';

/**
 * The path with which sign-in checks a key: the shortest of those operations that only read (RFC 9110 section 9.2.1),
 * need credentials and need no argument.
 */
export const checkPathOf = (operations: readonly Operation[]): string | undefined =>
  operations
    .filter(isHarmless)
    .map(({ path }) => path)
    .toSorted((one, other) => one.length - other.length)[0];

const isHarmless = (operation: Operation): boolean =>
  operation.method === 'GET' &&
  !operation.deprecated &&
  operation.servers === undefined &&
  !/[{}\s]/.test(operation.path) &&
  !operation.parameters.some(({ required }) => required) &&
  operation.security.length > 0 &&
  operation.security.every((one) => Object.keys(one).length > 0);
