import type { Unchecked } from '../call/define/definitions.js';
import { pathKeys } from './dotted-path.js';

/** The fields of a response that a tool returns. */
export interface Selection {
  /** Dotted paths of the fields to keep; they apply to each item of a list. Absent: all fields. */
  include?: readonly string[];
  /** Dotted paths of the fields to remove. */
  exclude?: readonly string[];
}

/**
 * Selects fields of a response; of a list, the fields of each item.
 * @param value body of a response, or the result of `collect`
 * @example return select(response.body, { include: ['id', 'customer.name'] });
 */
export function select(value: object, { include, exclude = [] }: Selection): Unchecked {
  const included = include ? includeFields(value, include.map(pathKeys)) : value;
  return excludeFields(included, exclude.map(pathKeys)) as Unchecked;
}

type Path = readonly string[];

const pathsBelow = (paths: readonly Path[], key: string): Path[] =>
  paths.filter(([first]) => first === key).map((path) => path.slice(1));

const isComplete = (path: Path) => path.length === 0;

function includeFields(value: unknown, paths: readonly Path[]): unknown {
  if (paths.some(isComplete)) return value;
  if (Array.isArray(value)) return value.map((item) => includeFields(item, paths));
  return mapFields(value, (key, inner) => {
    const innerPaths = pathsBelow(paths, key);
    return innerPaths.length > 0 ? [includeFields(inner, innerPaths)] : [];
  });
}

function excludeFields(value: unknown, paths: readonly Path[]): unknown {
  if (paths.length === 0) return value;
  if (Array.isArray(value)) return value.map((item) => excludeFields(item, paths));
  return mapFields(value, (key, inner) => {
    const further = pathsBelow(paths, key);
    return further.some(isComplete) ? [] : [excludeFields(inner, further)];
  });
}

/** Copies an object with the value that `valuesFor` returns for each key, or without the key; other values stay. */
function mapFields(value: unknown, valuesFor: (key: string, inner: unknown) => unknown[]): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]: [string, unknown]) =>
      valuesFor(key, inner).map((result) => [key, result]),
    ),
  );
}
