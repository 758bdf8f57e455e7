import { loadsCredentials, loadsItself } from '../../../flow/sources/credentials.js';
import { isLog } from '../../../flow/sinks/logs.js';
import { sendsRequest } from '../../../flow/sinks/network.js';
import { writesIn } from '../../../flow/writes.js';
import { lastName } from '../../../flow/values/children.js';
import { directCall } from '../../../flow/values/direct-call.js';
import { functionsAround } from '../../../flow/values/functions.js';
import { givenIn, parameterOf } from '../../../flow/values/parameter.js';
import { possibleValues } from '../../../flow/values/possible.js';
import { contains } from '../../../flow/values/spans.js';
import type { Code, Located, LocatedFunction } from '../../../model/code.js';
import type { Declaration, FunctionFact, Span, Value } from '../../../model/facts.js';
import type { SourceFile } from '../../../model/project.js';
import { isSecretName } from '../../../model/secret-names.js';
import { handlerOf, isDiscarded } from './handlers.js';

/** Calls of a handler that waits for the next attempt, also longer each time. */
const WAITS =
  /^(setTimeout|setImmediate|sleep|delay|wait|pause|resolve|Promise|unref|min|max|pow|random)$/;

/** What is returned where an attempt fails. */
interface Attempt {
  /** What fails: a promise, or a function that is called. */
  tried: Located;
  /** Empty where the code behind it goes on. */
  left: readonly Located[];
}

/** Where errors of `getCredentials()` become null or nothing: the attempt, or what is handed to a function that makes it. */
export function* replacedErrors(file: SourceFile, code: Code): Generator<Located> {
  for (const value of [...file.facts.calls, ...awaitedNames(file)]) {
    const at = { file, value };
    const attempt = chained(at, code) ?? (mayLoad(at, code) ? caught(at, code) : undefined);
    if (!attempt) continue;
    if (isLoading(attempt.tried, code)) {
      if (attempt.left.every((each) => isNothingBehind(each, code))) yield at;
      continue;
    }
    const handed = [...handedTo(attempt, code)].filter(({ left }) =>
      left.every((each) => isNothingBehind(each, code)),
    );
    // A function that belongs to no provider can fit its other callers.
    const isAlways = attempt.left.every((each) => isNothing(each.value, file, code));
    if (isAlways && file.provider !== undefined && handed.length > 0) yield at;
    else for (const each of handed) yield each.tried;
  }
}

/** What an expression tries, where its errors are replaced. */
export const attemptOf = (at: Located, code: Code): Attempt | undefined =>
  chained(at, code) ?? caught(at, code);

/** `promise` of `await promise`, which can be what a function is given. */
const awaitedNames = ({ facts }: SourceFile): readonly Value[] =>
  facts.operations.flatMap(({ operator, parts: [awaited] }) =>
    operator === 'await' && awaited?.is === 'name' ? [awaited] : [],
  );

const mayLoad = ({ file, value }: Located, code: Code): boolean =>
  (value.is === 'call' && isLoading({ file, value }, code)) ||
  parameterOf({ file, value: value.is === 'call' ? value.callee : value }, code) !== undefined;

/** A request of `getCredentials` itself, for instance for a new access token, whose errors become null there. */
export const replacedRequests = (loader: LocatedFunction, code: Code): Located[] =>
  loader.file.facts.calls.flatMap((value) => {
    const { file, function: made } = loader;
    if (!contains(made, value) || loadsCredentials({ file, value }, code)) return [];
    const attempt = chained({ file, value }, code) ?? caught({ file, value }, code);
    const run = attempt?.tried.value.is === 'call' ? attempt.tried.value : undefined;
    if (!attempt || !run || !sendsRequest(code.target({ file, value: run }), code)) return [];
    const isReplaced =
      attempt.left.length > 0 && attempt.left.every((each) => isNothingBehind(each, code));
    return isReplaced ? [{ file, value }] : [];
  });

/** `getCredentials(user)`, a function that returns that, or the name of one of them. */
export function isLoading({ file, value }: Located, code: Code): boolean {
  if (loadsItself({ file, value }, code)) return true;
  const runs =
    value.is === 'call'
      ? [code.target({ file, value })].flatMap((each) => (each.is === 'function' ? [each] : []))
      : code.functions({ file, value });
  return runs.some((run) =>
    run.function.returned.some((returned) => {
      const [awaited] =
        returned.is === 'compound' && returned.operator === 'await' ? returned.parts : [];
      return loadsItself({ file: run.file, value: awaited ?? returned }, code);
    }),
  );
}

/** The same attempt in the calls of the function that is given what it tries, with what each of them has it return. */
function* handedTo(
  { tried, left }: Attempt,
  code: Code,
  seen = new Set<Declaration>(),
): Generator<Attempt> {
  const value = tried.value.is === 'call' ? tried.value.callee : tried.value;
  const parameter = parameterOf({ file: tried.file, value }, code);
  if (!parameter || seen.has(parameter.declaration)) return;
  seen.add(parameter.declaration);
  for (const call of code.callers(parameter)) {
    const given = isDiscarded(call.file, call.value)
      ? undefined
      : code.argument(call, parameter.path);
    if (!given) continue;
    const attempt = {
      tried: given,
      left: left.flatMap((each) => {
        const other = parameterOf(each, code);
        return other?.function === parameter.function ? (givenIn(call, other, code) ?? []) : [each];
      }),
    };
    if (isLoading(given, code)) yield attempt;
    else yield* handedTo(attempt, code, seen);
  }
}

/** `getCredentials(user).catch(() => null)`, `getCredentials(user).then(use, () => null)` */
function chained({ file, value }: Located, code: Code): Attempt | undefined {
  if (value.is !== 'call') return undefined;
  const { callee, arguments: given } = value;
  if (callee.is !== 'member' || !/^(catch|then)$/.test(callee.name)) return undefined;
  if (isDiscarded(file, value)) return undefined;
  const handler = given[callee.name === 'catch' ? 0 : 1];
  const made = handler && code.functions({ file, value: handler }).at(-1);
  if (!made || made.function.thrown.length > 0) return undefined;
  const left = made.function.returned.map((each) => ({ file: made.file, value: each }));
  const [used] = callee.name === 'then' ? given : [];
  const results = used
    ? code.functions({ file, value: used }).flatMap((each) => each.function.returned)
    : [];
  if (isCheck(results, made.function.returned)) return undefined;
  return { tried: { file, value: callee.object }, left };
}

/** `try { return await getCredentials(user); } catch { return null; }`, or a handler that goes on without them. */
function caught(tried: Located, code: Code): Attempt | undefined {
  const { file, value } = tried;
  const handler = handlerOf(value, file);
  if (!handler || isDiscarded(file, value)) return undefined;
  const functions =
    value.is === 'call'
      ? functionsAround(file, value)
      : file.facts.functions.filter((each) => contains(each, value));
  const left = functions.flatMap(({ returned }) =>
    returned.filter((each) => contains(handler, each)),
  );
  const results = functions.flatMap(({ returned }) =>
    returned.filter((each) => contains(handler.tried, each)),
  );
  if (isCheck(results, left)) return undefined;
  const isThrown = functions.some((each) => throwsOn(each, handler, value));
  const ending = left.length === 0 && !isThrown ? resultsBehind(functions, handler, file) : [];
  if (ending.length > 0) return { tried, left: ending };
  if (isThrown || (left.length === 0 && reactsToError(handler, file, code))) return undefined;
  // What the attempt sets is not set where it fails.
  const isSet = (each: Located) => each.file === file && contains(handler.tried, each.value);
  const remaining = (each: Located) => {
    const values = possibleValues(each, code);
    return values.some(isSet) ? values.filter((one) => !isSet(one)) : [each];
  };
  return { tried, left: left.flatMap((value) => remaining({ file, value })) };
}

/** A check of the store says whether it works: true, or else false. */
const isCheck = (results: readonly Value[], left: readonly Value[]): boolean =>
  results.length > 0 && left.length > 0 && left.every(isBoolean) && results.every(isAnswer);

const isBoolean = (value: Value) => value.is === 'literal' && value.type === 'boolean';

const isAnswer = (value: Value): boolean =>
  isBoolean(value) || (value.is === 'compound' && /^(!|[!=]==?)$/.test(value.operator));

/** In the handler, or behind several attempts. */
const throwsOn = ({ thrown, returned }: FunctionFact, handler: Span, tried: Value): boolean =>
  thrown.some((value) => contains(handler, value)) ||
  (returned.some((value) => contains(value, tried)) &&
    thrown.some((value) => handler.end <= value.start));

/** What is returned behind a handler that only waits, for the next attempt of a loop. */
function resultsBehind(
  functions: readonly FunctionFact[],
  handler: Span,
  file: SourceFile,
): readonly Located[] {
  const calls = file.facts.calls.filter((each) => contains(handler, each));
  if (calls.length === 0 || !calls.every(({ callee }) => WAITS.test(lastName(callee)))) return [];
  return functions
    .slice(0, 1)
    .flatMap(({ returned }) => returned)
    .filter((value) => value.start >= handler.end)
    .map((value) => ({ file, value }));
}

/** It calls something that is no log, or keeps the error. */
function reactsToError(handler: Span, file: SourceFile, code: Code): boolean {
  const { calls, assignments, declarations } = file.facts;
  const isCaught = (value: Value | undefined) =>
    value?.is === 'name' && declarations[value.declaration]?.kind === 'catch';
  return (
    calls.some(
      (value) => contains(handler, value) && !isLog(directCall({ file, value }, code), code),
    ) || assignments.some((each) => contains(handler, each.target) && isCaught(each.value))
  );
}

export const isNothingBehind = (located: Located, code: Code): boolean =>
  !isFilledOnError(located) &&
  possibleValues(located, code).every(({ file, value }) => isNothing(value, file, code));

/** `catch (error) { result.error = error; }` */
function isFilledOnError({ file, value }: Located): boolean {
  const { declarations, handlers } = file.facts;
  const declared = value.is === 'name' ? declarations[value.declaration] : undefined;
  const writes = (declared && writesIn(file).get(declared)) ?? [];
  return writes.some(
    (write) => write.keys.length > 0 && handlers.some((each) => contains(each, write.value)),
  );
}

/** Nothing, or credentials that are none. */
export function isNothing(value: Value, file: SourceFile, code: Code): boolean {
  if (value.is === 'literal') return true;
  if (value.is === 'object') {
    const keys = value.entries.map((entry) => (entry.is === 'entry' ? entry.key : ''));
    return keys.length === 0 || keys.some(isSecretName);
  }
  return (
    (value.is === 'name' && value.name === 'undefined') || code.constant({ file, value }) === null
  );
}
