import { keysOf } from '../../../runtime/src/api/dotted-path.js';
import { select } from '../../../runtime/src/api/select.js';
import type { Unchecked } from '../../../runtime/src/provider/define.js';
import { isRecord } from '../../model/json-schema/subschemas.js';
import type { ResponseSpec } from './spec.js';

type Path = readonly string[];

/** What an API module returns of a response. */
export const selected = (value: unknown, { include, exclude }: ResponseSpec): unknown =>
  select(value as Unchecked, { ...(include && { include }), ...(exclude && { exclude }) });

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
