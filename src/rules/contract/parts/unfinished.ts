import { externalName } from '../../../flow/values/external-name.js';
import { contains } from '../../../flow/values/spans.js';
import type { Code, Located, LocatedFunction } from '../../../model/code.js';
import type { CallValue, FunctionFact, Span, Value } from '../../../model/facts.js';
import type { SourceFile } from '../../../model/project.js';
import { callsInside } from '../../../flow/values/functions.js';
import { CHOICE, isCanned, isFixed, isKept, isNothing, waits } from './canned.js';
import { workerOf } from './worker.js';

const UNFINISHED =
  /\b(not|un)[ -]?(yet )?implemented\b|\bto be (implemented|done|written)\b|^\W*(todo|fixme)\b|^\W*(not yet|coming soon|work in progress|wip|tbd|stub|placeholder|unfinished)\W*$/i;

/** The error says that something is missing. */
export function isPlaceholder(error: Located, code: Code): boolean {
  const { file, value } = code.resolve(error);
  if (value.is !== 'call') return false;
  return value.arguments.some((given) => UNFINISHED.test(textOf({ file, value: given }, code)));
}

const textOf = (of: Located, code: Code) =>
  of.value.is === 'template' ? of.value.chunks.join('') : String(code.constant(of) ?? '');

/** What a function throws, and what it rejects its promise with. */
export const failuresIn = (located: LocatedFunction, code: Code): readonly Value[] => [
  ...located.function.thrown,
  ...rejectionsIn(located, code).flatMap((call) => call.arguments),
];

/** `Promise.reject(error)`, and `reject(error)` in `new Promise((resolve, reject) => …)`. */
const rejectionsIn = ({ file, function: made }: LocatedFunction, code: Code) =>
  rejectionsOf(file, code).get(made) ?? [];

const REJECTIONS = new WeakMap<SourceFile, ReadonlyMap<FunctionFact, readonly CallValue[]>>();

function rejectionsOf(file: SourceFile, code: Code) {
  let found = REJECTIONS.get(file);
  if (!found) {
    const byFunction = new Map<FunctionFact, CallValue[]>();
    const executors = executorsIn(file, code);
    for (const value of file.facts.calls) {
      const made = file.facts.functions[value.within];
      if (!made || !isRejection({ file, value }, executors, code)) continue;
      const list = byFunction.get(made);
      if (list) list.push(value);
      else byFunction.set(made, [value]);
    }
    found = byFunction;
    REJECTIONS.set(file, found);
  }
  return found;
}

/** The functions of `new Promise((resolve, reject) => …)`. */
const executorsIn = (file: SourceFile, code: Code): ReadonlySet<number> =>
  new Set(
    file.facts.calls.flatMap(({ construct, callee, arguments: [executor] }) =>
      construct &&
      executor?.is === 'function' &&
      externalName(code, { file, value: callee }) === '#Promise'
        ? [executor.function]
        : [],
    ),
  );

function isRejection(
  { file, value: { callee } }: Located<CallValue>,
  executors: ReadonlySet<number>,
  code: Code,
): boolean {
  if (externalName(code, { file, value: callee }) === '#Promise.reject') return true;
  const { kind, parameter, within } =
    callee.is === 'name' ? (file.facts.declarations[callee.declaration] ?? {}) : {};
  return kind === 'parameter' && parameter === 1 && within !== undefined && executors.has(within);
}

/**
 * Whatever it is given, it throws or rejects, and does nothing else, or only calls such a function. Placeholders are found by
 * their words, in the files of providers.
 */
export function alwaysFails(located: LocatedFunction, code: Code): boolean {
  const worker = workerOf(located, code);
  if (!worker) return false;
  const { file, function: made } = worker;
  const calls = callsInside(file, made);
  const around = new Set([
    made,
    ...calls.flatMap((call) => file.facts.functions[call.within] ?? []),
  ]);
  const rejections = [...around].flatMap((each) => rejectionsIn({ file, function: each }, code));
  const failures = [...made.thrown, ...rejections];
  if (failures.length === 0) return false;
  const { branches, conditions, operations } = file.facts;
  const inside = <T extends Span>(spans: readonly T[]) =>
    spans.filter((each) => contains(made, each));
  const isChoice = inside(operations).some(({ operator }) => CHOICE.test(operator));
  if (isChoice || inside([...branches, ...conditions]).length > 0) return false;
  const errors = [...made.thrown, ...rejections.flatMap((call) => call.arguments)];
  const parts = [...failures, ...errors.map((value) => code.resolve({ file, value }).value)];
  const isPart = (value: Span) => parts.some((part) => contains(part, value));
  const wraps = (value: Span) => failures.some((failure) => contains(value, failure));
  return (
    calls.every((call) => isPart(call) || (call.construct && wraps(call))) &&
    made.returned.every(wraps) &&
    !(file.provider !== undefined && errors.some((value) => isPlaceholder({ file, value }, code)))
  );
}

/**
 * How it is unfinished. A tool may return fixed text; a function that calls an API may not. The one that a tool runs does
 * not wait, look it up or add arguments to it either: another one may be a helper.
 */
export function bodyFault(
  { file, function: made }: LocatedFunction,
  { callsApi, isServed }: { callsApi: boolean; isServed: boolean },
  code: Code,
): string | undefined {
  const { returned, thrown } = made;
  const calls = callsInside(file, made);
  if (alwaysFails({ file, function: made }, code)) return 'always fails';
  const others = calls.filter((value) => !isKept({ file, value }, code));
  const isPlain = thrown.length === 0 && others.length === 0;
  const isIdle = isServed
    ? others.every(
        (value) => waits({ file, value }, code) || thrown.some((each) => contains(each, value)),
      )
    : isPlain;
  const isFake = isServed ? isCanned : isFixed;
  const hasResult = returned.some((value) => !isNothing(value));
  if (callsApi && isIdle && hasResult && returned.every((value) => isFake({ file, value }, code)))
    return 'returns a fixed result without a request';
  if (!isPlain) return undefined;
  // A constructor may consist of parameter properties.
  if (returned.length === 0) return made.name === 'constructor' ? undefined : 'is empty';
  return returned.every(isNothing) ? 'returns nothing' : undefined;
}

/** Functions that neither send nor store anything. */
const PURE =
  /^#(Date|Date\.\w+|Math\.\w+|JSON\.\w+|Object\.\w+|Array\.\w+|String|Number|Boolean|BigInt|URL|Map|Set|performance\.now|structuredClone|crypto\.randomUUID|Promise\.(resolve|all))$|^node:crypto#randomUUID$/;
const PURE_METHODS =
  /^(toISOString|toString|toFixed|toUpperCase|toLowerCase|trim|slice|split|join|map|filter|includes|padStart|replace|replaceAll|getTime|entries|keys|values)$/;

/** It calls nothing, at any depth, that could send or store anything, stores nothing itself, and cannot fail. */
export function changesNothing(located: LocatedFunction, code: Code): boolean {
  const steps = [...code.execution(located)];
  const run = [
    located,
    ...steps.flatMap(({ target }) => (target.is === 'function' ? [target] : [])),
  ];
  return (
    located.function.returned.length > 0 &&
    run.every(isPassive) &&
    steps.every(({ call, target }) => target.is === 'function' || isPure(call, code))
  );
}

const isPassive = ({ file, function: made }: LocatedFunction): boolean =>
  made.body &&
  made.thrown.length === 0 &&
  !file.facts.assignments.some(({ target }) => contains(made, target));

const isPure = ({ file, value }: Located<CallValue>, code: Code): boolean =>
  (PURE.test(externalName(code, { file, value: value.callee }) ?? '') && !isStore(value)) ||
  (value.callee.is === 'member' && PURE_METHODS.test(value.callee.name));

/** `Object.assign(table, given)` changes a table of the file; `Object.assign({}, given)` makes a new object. */
const isStore = ({ callee, arguments: [target] }: CallValue): boolean =>
  callee.is === 'member' && /^(assign|define\w+)$/.test(callee.name) && target?.is !== 'object';
