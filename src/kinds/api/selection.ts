import { isRecord } from '../../model/json-schema/subschemas.js';
import type { ResponseSpec } from './spec.js';

type Path = readonly string[];

/** What `select` of `mcp-provider/api` returns of a response. */
export function selected(value: unknown, { include, exclude }: ResponseSpec): unknown {
  const kept = include ? picked(value, include.map(keysOf), true) : value;
  return exclude ? picked(kept, exclude.map(keysOf), false) : kept;
}

const keysOf = (path: string): Path => path.split('.');

/** The fields at the paths, or the others. */
function picked(value: unknown, paths: readonly Path[], stays: boolean): unknown {
  if (Array.isArray(value)) return value.map((item) => picked(item, paths, stays));
  if (!isRecord(value)) return value;
  const entries = Object.entries(value).flatMap(([key, inner]): [string, unknown][] => {
    const below = paths.filter(([first]) => first === key).map((path) => path.slice(1));
    if (below.length === 0) return stays ? [] : [[key, inner]];
    const isEnd = below.some((path) => path.length === 0);
    if (isEnd) return stays ? [[key, inner]] : [];
    return [[key, picked(inner, below, stays)]];
  });
  return Object.fromEntries(entries);
}
