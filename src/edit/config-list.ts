import { isDeepStrictEqual } from 'node:util';
import type { Pair } from 'yaml';
import { isMap, isScalar, isSeq, parse, parseDocument } from 'yaml';
import { linesBelow, margin, splice } from './lines.js';

/**
 * Adds a value to a list in a provider's entry in `provider-config.yaml`; a new list comes below its singular
 * (`base_urls` below `base_url`). Undefined where the entry is not written as a block.
 * @param value as YAML
 */
export function addConfigValue(
  text: string,
  provider: string,
  key: string,
  value: string,
): string | undefined {
  const document = parseDocument(text);
  const entry = document.getIn(['providers', provider], true);
  if (document.errors.length > 0 || !isMap(entry) || entry.flow) return undefined;
  const data: unknown = parse(value);
  const expected = document.toJS() as { providers: Record<string, Record<string, unknown>> };
  const own = expected.providers[provider] ?? {};
  const values: unknown[] = Array.isArray(own[key]) ? own[key] : [];
  if (values.includes(data)) return text;
  const pair = entry.items.find(({ key: name }) => isScalar(name) && name.value === key);
  const changed = pair ? added(text, pair, value) : begun(text, entry.items, key, value);
  own[key] = [...values, data];
  // Comments and odd layouts may have led to another place.
  const after = changed === undefined ? undefined : parseDocument(changed);
  const isRight = after?.errors.length === 0 && isDeepStrictEqual(after.toJS(), expected);
  return isRight ? changed : undefined;
}

function added(text: string, { value: list }: Pair, value: string): string | undefined {
  if (!isSeq(list)) return undefined;
  const last = endOf(list.items.at(-1));
  if (last === undefined) return undefined;
  if (list.flow) return splice(text, last, `, ${value}`);
  return linesBelow(text, last, `${margin(text, last)}- ${value}`);
}

function begun(text: string, pairs: readonly Pair[], key: string, value: string) {
  const singular = pairs.find(
    ({ key: name }) => isScalar(name) && `${String(name.value)}s` === key,
  );
  const last = endOf(singular?.value);
  if (last === undefined) return undefined;
  const start = margin(text, last);
  return linesBelow(text, last, `${start}${key}:\n${start}  - ${value}`);
}

/** Offset behind a scalar, before a comment in its line. */
const endOf = (node: unknown): number | undefined =>
  isScalar(node) && node.range ? node.range[1] : undefined;
