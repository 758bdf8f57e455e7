import type { Code, KnownObject, Located, Property } from '../../model/code.js';
import type { ObjectValue, Value } from '../../model/facts.js';
import { isGlobal } from './forms.js';

/** A list that repeats another one can grow without end. */
const MOST_ITEMS = 10_000;

/** The object a value is, with what it spreads; of a key that is there twice, the last. */
export function objectOf(code: Code, value: Located): KnownObject | undefined {
  const { file, value: object } = code.resolve(value);
  const entries = entriesOf(object);
  if (!entries) return undefined;
  const properties = new Map<string, Property>();
  let partial = false;
  for (const entry of entries) {
    if (entry.is === 'entry') {
      if (entry.key === '*') partial = true;
      else
        properties.set(entry.key, { key: entry.key, file, value: entry.value, at: file.at(entry) });
      continue;
    }
    const spread = code.object({ file, value: entry.value });
    if (!spread || spread.partial) partial = true;
    for (const property of spread?.properties ?? []) properties.set(property.key, property);
  }
  return { properties: [...properties.values()], partial };
}

/** `Object.assign(a, b)` has what `{ ...a, ...b }` has. */
function entriesOf(value: Value): ObjectValue['entries'] | undefined {
  if (value.is === 'object') return value.entries;
  if (value.is !== 'call' || value.callee.is !== 'member') return undefined;
  const { object, name } = value.callee;
  if (name !== 'assign' || !isGlobal(object, 'Object')) return undefined;
  return value.arguments.map((given) => ({
    is: 'spread',
    start: given.start,
    end: given.end,
    value: given,
  }));
}

/** The items of an array, with what it spreads; undefined where not all of them can be seen. */
export function listOf(code: Code, value: Located): readonly Located[] | undefined {
  const { file, value: array } = code.resolve(value);
  if (array.is !== 'array') return valuesOf(code, { file, value: array });
  const items: Located[] = [];
  for (const item of array.items) {
    if (item?.is !== 'spread') {
      if (item) items.push({ file, value: item });
      continue;
    }
    const spread = code.list({ file, value: item.value });
    if (!spread || items.length + spread.length > MOST_ITEMS) return undefined;
    items.push(...spread);
  }
  return items;
}

/** `Object.values(object)` */
function valuesOf(code: Code, { file, value }: Located): readonly Located[] | undefined {
  if (value.is !== 'call' || value.callee.is !== 'member') return undefined;
  const { object, name } = value.callee;
  const [given] = value.arguments;
  if (name !== 'values' || !isGlobal(object, 'Object') || !given) return undefined;
  const known = code.object({ file, value: given });
  return known && !known.partial ? known.properties : undefined;
}
