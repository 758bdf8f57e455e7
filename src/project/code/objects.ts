import type { Code, KnownObject, Located, Property } from '../../model/code.js';
import type { CallValue, ObjectEntry, ObjectValue, Value } from '../../model/facts.js';
import { isGlobal } from './forms.js';
import { fromJson } from './from-json.js';
import { returnedBy } from './returned.js';

/** The object a value is, with what it spreads; of a key that is there twice, the last. */
export function objectOf(code: Code, value: Located): KnownObject | undefined {
  const { file, value: object } = code.resolve(value);
  const entries = entriesOf(object);
  if (!entries) {
    if (object.is === 'call') return madeOf(code, { file, value: object });
    const [awaited] = object.is === 'compound' && object.operator === 'await' ? object.parts : [];
    const call = awaited && code.resolve({ file, value: awaited });
    const resolved =
      call?.value.is === 'call' && returnedBy(code, { file: call.file, value: call.value }, true);
    return resolved ? code.object(resolved) : undefined;
  }
  const properties = new Map<string, Property>();
  let partial = false;
  for (const entry of entries) {
    if (entry.is === 'entry') {
      const key = keyOf(code, { file, value: entry });
      if (key === undefined) partial = true;
      else properties.set(key, { key, file, value: entry.value, at: file.at(entry) });
      continue;
    }
    const spread = code.object({ file, value: entry.value });
    if (!spread || spread.partial) partial = true;
    for (const property of spread?.properties ?? []) properties.set(property.key, property);
  }
  return { properties: [...properties.values()], partial };
}

/** The key of a property; undefined where it is not fixed. */
function keyOf(
  code: Code,
  { file, value: { key, computed } }: { file: Located['file']; value: ObjectEntry },
): string | undefined {
  if (key !== '*' || !computed) return key;
  const name = code.constant({ file, value: computed });
  return name === undefined ? undefined : String(name);
}

/** Of a function of the project, `Object.fromEntries([['key', value]])`, `JSON.parse('{ "key": 1 }')` */
function madeOf(code: Code, { file, value }: Located<CallValue>): KnownObject | undefined {
  const returned = returnedBy(code, { file, value });
  if (returned) return code.object(returned);
  const { callee, arguments: given } = value;
  const [first] = given;
  if (callee.is !== 'member' || !first) return undefined;
  if (callee.name !== 'fromEntries' || !isGlobal(callee.object, 'Object')) {
    const data = fromJson(code, { file, value });
    return data?.is === 'object' ? objectOf(code, { file, value: data }) : undefined;
  }
  const pairs = code.list({ file, value: first })?.map((pair) => code.list(pair));
  if (!pairs) return undefined;
  const properties = pairs.flatMap((pair): Property[] => {
    const [key, entry] = pair ?? [];
    const name = key && code.constant(key);
    if (name === undefined || !entry) return [];
    return [{ ...entry, key: String(name), at: entry.file.at(entry.value) }];
  });
  return { properties, partial: properties.length < pairs.length };
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
