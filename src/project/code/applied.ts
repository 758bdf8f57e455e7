import type { Code, Located, LocatedFunction } from '../../model/code.js';
import type { CallValue, CompoundValue, Value } from '../../model/facts.js';
import type { Constant } from './constants.js';
import { isGlobal } from './forms.js';

/** A text that repeats itself with every item can grow without end. */
const LONGEST = 100_000;

const OPERATORS: Readonly<Record<string, (left: number, right: number) => number>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '%': (left, right) => left % right,
  '^': (left, right) => left ^ right,
};

/**
 * What a function of the project returns for fixed arguments, where it is one expression that composes texts:
 * `(text, code) => text + String.fromCharCode(code ^ 7)`.
 */
export function applied(
  code: Code,
  { file, function: called }: LocatedFunction,
  given: readonly Constant[],
): Constant {
  const [returned, ...more] = called.returned;
  if (!returned || more.length > 0 || called.async || called.generator) return undefined;
  const within = file.facts.functions.indexOf(called);
  const evaluate = (value: Value): Constant => {
    switch (value.is) {
      case 'name': {
        const {
          kind,
          within: place,
          path,
          parameter,
        } = file.facts.declarations[value.declaration] ?? { path: [] };
        return kind === 'parameter' && place === within && path.length === 0
          ? given[parameter ?? -1]
          : code.constant({ file, value });
      }
      case 'template': {
        const values = value.values.map(evaluate);
        return values.includes(undefined)
          ? undefined
          : value.chunks.reduce((text, chunk, index) => text + String(values[index - 1]) + chunk);
      }
      case 'compound':
        return computed(value, evaluate);
      case 'call':
        return character(value, evaluate) ?? code.constant({ file, value });
      default:
        return code.constant({ file, value });
    }
  };
  const result = evaluate(returned);
  return typeof result === 'string' && result.length > LONGEST ? undefined : result;
}

function computed(value: CompoundValue, evaluate: (value: Value) => Constant): Constant {
  const [left, right, ...more] = value.parts.map(evaluate);
  const operator = OPERATORS[value.operator];
  if (left === undefined || right === undefined || more.length > 0 || !operator) return undefined;
  if (typeof left === 'number' && typeof right === 'number') return operator(left, right);
  return value.operator === '+' ? String(left) + String(right) : undefined;
}

/** `String.fromCharCode(code)` */
function character(
  { callee, arguments: given }: CallValue,
  evaluate: (value: Value) => Constant,
): string | undefined {
  if (callee.is !== 'member' || !isGlobal(callee.object, 'String')) return undefined;
  const codes = given.map(evaluate);
  if (!/^from(CharCode|CodePoint)$/.test(callee.name)) return undefined;
  return codes.every((each) => typeof each === 'number')
    ? String.fromCharCode(...codes)
    : undefined;
}

/** What a list becomes by `map`: undefined where an item cannot be determined. */
export function mapped(code: Code, call: Located<CallValue>): readonly Constant[] | undefined {
  const known = listAndFunction(code, call);
  const results = known?.items.map((item, index) => applied(code, known.called, [item, index]));
  return results?.includes(undefined) ? undefined : results;
}

/** What `reduce` makes of a list; `reduceRight` begins with the last item. */
export function reduced(code: Code, call: Located<CallValue>, fromRight: boolean): Constant {
  const known = listAndFunction(code, call);
  if (!known) return undefined;
  const [, initial] = call.value.arguments;
  const items = fromRight ? known.items.toReversed() : known.items;
  const [start, ...rest] = initial
    ? [code.constant({ file: call.file, value: initial }), ...items]
    : items;
  return rest.reduce<Constant>(
    (made, item) => (made === undefined ? undefined : applied(code, known.called, [made, item])),
    start,
  );
}

function listAndFunction(code: Code, { file, value }: Located<CallValue>) {
  const { callee, arguments: given } = value;
  const [first] = given;
  if (callee.is !== 'member' || !first) return undefined;
  const called = code.functions({ file, value: first }).at(-1);
  const items = called && code.list({ file, value: callee.object });
  const constants = items?.map((item) => code.constant(item));
  return called && constants && !constants.includes(undefined)
    ? { called, items: constants }
    : undefined;
}
