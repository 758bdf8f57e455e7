import { keysOf } from '../../../runtime/src/api/dotted-path.js';
import { isRecord } from '../../model/json-schema/subschemas.js';
import type { ResponseSpec } from './spec.js';

type Path = readonly string[];

/** What `select` of `mcp-provider/api` returns of a response. */
export function selected(value: unknown, { include, exclude }: ResponseSpec): unknown {
  const kept = include ? picked(value, include.map(keysOf), true) : value;
  return exclude ? picked(kept, exclude.map(keysOf), false) : kept;
}

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

/** What an API sends where `selected` returns this value: with fields that are left out, in each item of a list. */
export function unselected(value: unknown, how: ResponseSpec): unknown {
  if (Array.isArray(value)) return value.map((item) => unselected(item, how));
  if (!isRecord(value)) return value;
  const whole = (how.exclude ?? []).map(keysOf).reduce<unknown>(withField, value);
  return how.include && isRecord(whole) ? { ...whole, not_included: true } : whole;
}

/** With a field at the path; what is neither an object nor a list of them stays. */
function withField(value: unknown, path: Path): unknown {
  if (Array.isArray(value)) return value.map((item) => withField(item, path));
  const [key, ...rest] = path;
  if (!isRecord(value) || key === undefined) return value;
  const inner = Object.hasOwn(value, key) ? value[key] : undefined;
  return { ...value, [key]: rest.length > 0 ? withField(inner ?? {}, rest) : (inner ?? key) };
}
