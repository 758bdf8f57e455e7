import type { Code, Located, LocatedFunction } from '../../model/code.js';
import type {
  CallValue,
  CompoundValue,
  FunctionFact,
  NameValue,
  Value,
} from '../../model/facts.js';
import { attempted } from './constant-text.js';
import type { Constant } from './constants.js';
import { isGlobal } from './forms.js';
import { substituted } from './substituted.js';

/** A text that repeats itself with every item can grow without end. */
const LONGEST = 100_000;
/** In characters. Each call of a function looks into its body again. */
const LONGEST_BODY = 2_000;

const OPERATORS: Readonly<Record<string, (left: number, right: number) => number>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '%': (left, right) => left % right,
  '^': (left, right) => left ^ right,
};

/** What a function is called with: a text, a number, or a list of them. */
export type Given = Constant | readonly Constant[];

/** What the functions around one were called with: `hasher('md5')` returns a function that knows "md5". */
export type Closure = ReadonlyMap<FunctionFact, readonly Given[]>;

/**
 * What a function of the project returns for fixed arguments, where it is one expression that composes texts:
 * `(text, code) => text + String.fromCharCode(code ^ 7)`, `(parts) => parts.join('_')`.
 */
export function applied(
  code: Code,
  { file, function: called }: LocatedFunction,
  given: readonly Given[],
  closure: Closure = new Map(),
): Constant {
  const [returned, ...more] = called.returned;
  if (!returned || more.length > 0 || called.async || called.generator) return undefined;
  const known = new Map(closure).set(called, given);
  const passed = ({ declaration }: NameValue): Given => {
    const { kind, within, path, parameter = -1 } = file.facts.declarations[declaration] ?? {};
    const around = file.facts.functions[within ?? -1];
    const values = around && known.get(around);
    if (!values || kind !== 'parameter') return undefined;
    const [key, ...more] = path ?? [];
    if (key === '...' && more.length === 0) return listOf(values.slice(parameter));
    return key === undefined ? values[parameter] : undefined;
  };
  const evaluate = (value: Value): Constant => {
    switch (value.is) {
      case 'name': {
        const fixed = passed(value);
        return isText(fixed) ? fixed : code.constant({ file, value });
      }
      case 'member': {
        const key = value.computed && evaluate(value.computed);
        const table = key === undefined ? undefined : code.object({ file, value: value.object });
        const found = table?.properties.find((each) => each.key === String(key));
        return found ? code.constant(found) : code.constant({ file, value });
      }
      case 'template': {
        const values = value.values.map(evaluate);
        return values.includes(undefined)
          ? undefined
          : value.chunks.reduce((text, chunk, index) => text + String(values[index - 1]) + chunk);
      }
      case 'compound':
        return computed(value, evaluate);
      case 'call': {
        const isShort = value.end - value.start < LONGEST_BODY;
        const known = isShort ? substituted(code, { file, value }, passed) : value;
        return character(value, evaluate) ?? code.constant({ file, value: known });
      }
      default:
        return code.constant({ file, value });
    }
  };
  const result = evaluate(returned);
  return typeof result === 'string' && result.length > LONGEST ? undefined : result;
}

const isText = (given: Given): given is Exclude<Constant, undefined> =>
  given !== undefined && !Array.isArray(given);

/** Of a rest parameter, where each of them is known. */
const listOf = (given: readonly Given[]): Given => (given.every(isText) ? given : undefined);

function computed(value: CompoundValue, evaluate: (value: Value) => Constant): Constant {
  const [left, right, ...more] = value.parts.map(evaluate);
  const operator = OPERATORS[value.operator];
  if (left === undefined || right === undefined || more.length > 0 || !operator) return undefined;
  if (typeof left === 'number' && typeof right === 'number') return operator(left, right);
  return value.operator === '+' ? String(left) + String(right) : undefined;
}

/** `String.fromCharCode(code)`, `text.charCodeAt(0)` */
function character(
  { callee, arguments: given }: CallValue,
  evaluate: (value: Value) => Constant,
): Constant {
  if (callee.is !== 'member') return undefined;
  const numbers = given.map(evaluate).filter((each) => typeof each === 'number');
  if (numbers.length < given.length) return undefined;
  if (isGlobal(callee.object, 'String'))
    return /^from(CharCode|CodePoint)$/.test(callee.name)
      ? attempted(() => String.fromCodePoint(...numbers)) // halves of pairs are joined in the text
      : undefined;
  if (!/^(charCodeAt|codePointAt)$/.test(callee.name)) return undefined;
  const text = evaluate(callee.object);
  const at = numbers[0] ?? 0;
  if (typeof text !== 'string') return undefined;
  return callee.name === 'charCodeAt' ? text.charCodeAt(at) : text.codePointAt(at);
}

/** What a list becomes by `map`: undefined where an item cannot be determined. */
export function mapped(code: Code, list: Located, by: Located): readonly Constant[] | undefined {
  const known = itemsAndFunction(code, list, by);
  const results = known?.items.map((item, index) => applied(code, known.called, [item, index]));
  return results?.includes(undefined) ? undefined : results;
}

/** What `reduce` makes of a list; `reduceRight` begins with the last item. */
export function reduced(
  code: Code,
  { file, value }: Located<CallValue>,
  fromRight: boolean,
): Constant {
  const [by, initial] = value.arguments;
  if (value.callee.is !== 'member' || !by) return undefined;
  const list = { file, value: value.callee.object };
  const known = itemsAndFunction(code, list, { file, value: by });
  if (!known) return undefined;
  const items = fromRight ? known.items.toReversed() : known.items;
  const [start, ...rest] = initial ? [code.constant({ file, value: initial }), ...items] : items;
  return rest.reduce<Constant>(
    (made, item) => (made === undefined ? undefined : applied(code, known.called, [made, item])),
    start,
  );
}

function itemsAndFunction(code: Code, list: Located, by: Located) {
  const called = code.functions(by).at(-1);
  const items = called && code.list(list)?.map((item) => code.constant(item));
  return called && items && !items.includes(undefined) ? { called, items } : undefined;
}
