import type { Code, Located } from '../../model/code.js';
import type { CallValue, CompoundValue, Value } from '../../model/facts.js';
import { applied, type Closure, type Given } from './applied.js';
import { constantText } from './constant-text.js';
import { isGrown } from './grown.js';

export type Constant = string | number | boolean | null | undefined;

/** A text that repeats another one can grow without end. */
const LONGEST = 100_000;

/** What a value is before anything runs; undefined where it is not fixed. */
export function constantOf(code: Code, { file, value }: Located): Constant {
  const part = (of: typeof value) => code.constant({ file, value: of });
  switch (value.is) {
    case 'string':
      return value.value;
    case 'literal':
      return value.type === 'bigint' || value.type === 'regexp' ? undefined : value.value;
    case 'template': {
      const values = value.values.map(part);
      if (values.includes(undefined)) return undefined;
      return bounded(
        value.chunks.reduce((text, chunk, index) => text + String(values[index - 1]) + chunk),
      );
    }
    case 'compound': {
      if (value.operator !== '+') return undefined;
      // The inner ones first: a long sum is as deep as it is long.
      for (const inner of sumsOnTheLeft(value)) part(inner);
      const [left, right] = value.parts.map(part);
      if (left === undefined || right === undefined) return undefined;
      return typeof left === 'number' && typeof right === 'number'
        ? left + right
        : bounded(String(left) + String(right));
    }
    case 'call': {
      const text = constantText(code, { file, value });
      return text === undefined ? resultOf(code, { file, value }) : bounded(text);
    }
    case 'name':
    case 'member': {
      const behind = code.resolve({ file, value });
      return behind.value === value ? undefined : code.constant(behind);
    }
    default:
      return undefined;
  }
}

/** `a + b` and `a + b + c` of `a + b + c + d` */
function sumsOnTheLeft({ parts: [first] }: CompoundValue): readonly Value[] {
  const sums: Value[] = [];
  for (let left = first; left?.is === 'compound' && left.operator === '+'; [left] = left.parts)
    sums.push(left);
  return sums.toReversed();
}

const bounded = (text: string) => (text.length > LONGEST ? undefined : text);

/** What a function of the project returns for what it is given, where that is fixed. */
function resultOf(code: Code, { file, value }: Located<CallValue>): Constant {
  const target = code.target({ file, value });
  if (target.is !== 'function') return undefined;
  return applied(
    code,
    target,
    constantsIn(code, { file, value }),
    closureOf(code, { file, value }),
  );
}

/** What the calls were given that returned the function which is called: `hasher('md5')(text)`, at once or by a name. */
function closureOf(code: Code, { file, value }: Located<CallValue>): Closure {
  const maker = code.resolve({ file, value: value.callee });
  if (maker.value.is !== 'call' || maker.value.construct) return new Map();
  const call = { file: maker.file, value: maker.value };
  const target = code.target(call);
  if (target.is !== 'function') return new Map();
  return new Map(closureOf(code, call)).set(target.function, constantsIn(code, call));
}

const constantsIn = (code: Code, { file, value }: Located<CallValue>): readonly Given[] =>
  value.arguments.map((each) => {
    const given = { file, value: each };
    return code.constant(given) ?? itemsOf(code, given);
  });

/** The items of a list, where each of them is fixed. */
function itemsOf(code: Code, list: Located): Given {
  if (isGrown(code, list)) return undefined;
  const items = code.list(list)?.map((item) => code.constant(item));
  return items?.includes(undefined) ? undefined : items;
}
