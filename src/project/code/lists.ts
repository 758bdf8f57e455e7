import type { Code, Located, Property } from '../../model/code.js';
import type { CallValue, Value } from '../../model/facts.js';
import { mapped } from './applied.js';
import { isGlobal } from './forms.js';
import { fromJson, valueOf } from './from-json.js';
import { returnedBy } from './returned.js';

/** A list that repeats another one can grow without end. */
const MOST_ITEMS = 10_000;

/** The items of an array, with what it spreads; undefined where not all of them can be determined. */
export function listOf(code: Code, value: Located): readonly Located[] | undefined {
  const { file, value: array } = code.resolve(value);
  if (array.is === 'call') return ofCall(code, { file, value: array });
  if (array.is !== 'array') return undefined;
  const items: Located[] = [];
  for (const item of array.items) {
    if (item?.is !== 'spread') {
      if (item) items.push({ file, value: item });
      continue;
    }
    const spread = itemsOf(code, { file, value: item.value });
    if (!spread || items.length + spread.length > MOST_ITEMS) return undefined;
    items.push(...spread);
  }
  return items;
}

/** Of a function of the project, `Object.values(object)`, `Object.entries(object)`, `Array.from(list)`, `text.split('')`, `list.reverse()`, `list.slice(1)`, `JSON.parse('[]')` */
function ofCall(code: Code, { file, value }: Located<CallValue>): readonly Located[] | undefined {
  const { callee, arguments: given } = value;
  const returned = returnedBy(code, { file, value });
  if (returned) return code.list(returned);
  if (callee.is !== 'member') return undefined;
  const data = fromJson(code, { file, value });
  if (data) return data.is === 'array' ? code.list({ file, value: data }) : undefined;
  const { object, name } = callee;
  const [first, second] = given;
  const mappedBy = (list: Value, by: Value) =>
    mapped(code, { file, value: list }, { file, value: by })?.map((each): Located => ({
      file,
      value: valueOf(each, value),
    }));
  if (isGlobal(object, 'Array')) {
    if (name !== 'from' || !first) return undefined;
    return second ? mappedBy(first, second) : itemsOf(code, { file, value: first });
  }
  if (isGlobal(object, 'Object')) {
    const known = first && code.object({ file, value: first });
    if (!known || known.partial) return undefined;
    if (name === 'entries') return known.properties.map(pairOf);
    return name === 'values' ? known.properties : undefined;
  }
  switch (name) {
    case 'split': {
      const text = code.constant({ file, value: object });
      const between = first && code.constant({ file, value: first });
      if (typeof text !== 'string' || typeof between !== 'string') return undefined;
      return texts(text.split(between), { file, value });
    }
    case 'reverse':
    case 'toReversed':
      return code.list({ file, value: object })?.toReversed();
    case 'slice': {
      const bounds = given.flatMap((bound) => numberOf(code, { file, value: bound }));
      if (bounds.length < given.length) return undefined;
      return code.list({ file, value: object })?.slice(...bounds);
    }
    case 'map':
      return first && mappedBy(object, first);
    default:
      return undefined;
  }
}

function numberOf(code: Code, value: Located): [] | [number] {
  const known = code.constant(value);
  return typeof known === 'number' ? [known] : [];
}

/** `['key', value]` */
const pairOf = ({ key, file, value }: Property): Located => {
  const { start, end } = value;
  return {
    file,
    value: { is: 'array', start, end, items: [{ is: 'string', start, end, value: key }, value] },
  };
};

/** Those of a list, or the characters of a text. */
function itemsOf(code: Code, value: Located): readonly Located[] | undefined {
  const text = code.constant(value);
  return typeof text === 'string' ? texts(Array.from(text), value) : code.list(value);
}

function texts(parts: readonly string[], { file, value }: Located): Located[] | undefined {
  const { start, end } = value;
  if (parts.length > MOST_ITEMS) return undefined;
  return parts.map((part): Located => ({
    file,
    value: { is: 'string', start, end, value: part },
  }));
}
