import type { Unchecked } from '../call/definitions.js';
import { keysOf } from './dotted-path.js';

/** Which fields of a response a tool returns. */
export interface Selection {
  /** Dotted paths of the fields that stay; lists on the way are passed through. Absent: all. */
  include?: readonly string[];
  /** Dotted paths of fields that are left out. */
  exclude?: readonly string[];
}

/**
 * The part of a response that a tool needs. Of a list, the part of each item.
 * @param value of a response, or what `collect` returns
 * @example return select(response.body, { include: ['id', 'customer.name'] });
 */
export function select(value: object, { include, exclude = [] }: Selection): Unchecked {
  const included = include ? kept(value, include.map(keysOf)) : value;
  return without(included, exclude.map(keysOf)) as Unchecked;
}

type Path = readonly string[];

const below = (paths: readonly Path[], key: string): Path[] =>
  paths.filter(([first]) => first === key).map((path) => path.slice(1));

const isDone = (path: Path) => path.length === 0;

function kept(value: unknown, paths: readonly Path[]): unknown {
  if (paths.some(isDone)) return value;
  if (Array.isArray(value)) return value.map((item) => kept(item, paths));
  return mapped(value, (key, inner) => {
    const further = below(paths, key);
    return further.length > 0 ? [kept(inner, further)] : [];
  });
}

function without(value: unknown, paths: readonly Path[]): unknown {
  if (paths.length === 0) return value;
  if (Array.isArray(value)) return value.map((item) => without(item, paths));
  return mapped(value, (key, inner) => {
    const further = below(paths, key);
    return further.some(isDone) ? [] : [without(inner, further)];
  });
}

/** The object with the value of each key, or without it; other values stay. */
function mapped(value: unknown, of: (key: string, inner: unknown) => unknown[]): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]: [string, unknown]) =>
      of(key, inner).map((result) => [key, result]),
    ),
  );
}
