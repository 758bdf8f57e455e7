import type { Code, Located } from '../../model/code.js';
import type { CallValue, Declaration, Span, Value } from '../../model/facts.js';
import type { Place, SourceFile } from '../../model/project.js';
import { isLog } from '../../flow/sinks/logs.js';
import { possibleValues } from '../../flow/values/possible.js';
import { loadsCredentials } from '../../flow/sources/credentials.js';
import { isSecretName } from '../../model/secret-names.js';
import { externalName } from '../../flow/values/external-name.js';
import { directCall } from '../../flow/values/direct-call.js';
import { passedTo } from '../../flow/values/passed.js';
import { contains } from '../../flow/values/spans.js';
import { defineRule } from '../define.js';
import { nullThrown } from './parts/null-thrown.js';

export default defineRule({
  severity: 'error',
  summary:
    'What getCredentials() resolves with is awaited, its errors are not replaced by null, nor its null by an error.',
  why: 'A promise is never null: the test for a missing sign-in always passes. And an outage of the store looks like a missing sign-in.',
  source: { text: 'The contract of a provider, in the README.' },
  on: 'file',
  check(file, report, { code }) {
    if (file.test) return;
    const replaced = (at: Place) =>
      report({
        at,
        message: 'Errors of getCredentials() are replaced: an outage looks like a missing sign-in.',
        hint: 'Let the error through: the runtime tells the caller that the call failed.',
      });
    const isAuth = /\/api\/auth\.[cm]?[jt]s$/.test(file.logicalPath);
    const loader = isAuth ? code.exports(file).get('getCredentials')?.origin : undefined;
    for (const run of loader ? code.functions(loader) : []) {
      const at = run.file === file ? nullThrown(run, code) : undefined;
      if (!at) continue;
      report({
        at,
        message: '"getCredentials" throws where the user has not signed in.',
        hint: 'Return null: the runtime tells the caller how to sign in.',
      });
    }
    for (const value of file.facts.calls) {
      if (!loadsCredentials({ file, value }, code) && !passesOn({ file, value }, code)) {
        const passed = loadersRun({ file, value }, code);
        if (replacesError({ file, value }, code)) replaced(file.at(value));
        else if (passed.length > 0 && isTriedInVain({ file, value }, code))
          // A function that belongs to no provider can fit its other callers.
          for (const each of file.provider === undefined ? passed : [{ file, value }])
            replaced(each.file.at(each.value));
        continue;
      }
      if (isUsedAsPromise({ file, value }, code) || isUsedAsSettled({ file, value }, code)) {
        report({
          at: file.at(value),
          message: 'This is a promise: it is never null, and has none of the credentials.',
          hint: 'Write `await` in front of it.',
        });
      }
      if (isTriedInVain({ file, value }, code)) replaced(file.at(value));
    }
  },
});

/** A call of a function that returns what getCredentials() returns. */
function passesOn(call: Located<CallValue>, code: Code): boolean {
  const target = code.target(call);
  if (target.is !== 'function') return false;
  const { file, function: called } = target;
  return called.returned.some((returned) => {
    const [awaited] =
      returned.is === 'compound' && returned.operator === 'await' ? returned.parts : [];
    return loadsCredentials({ file, value: awaited ?? returned }, code);
  });
}

/** A test or a property of the item that `await Promise.allSettled([getCredentials(user)])` returns for it. */
function isUsedAsSettled({ file, value }: Located<CallValue>, code: Code): boolean {
  const { calls, operations, conditions, declarations, members } = file.facts;
  const settled = calls.find(
    ({ callee, arguments: [list] }) =>
      list?.is === 'array' &&
      list.items.includes(value) &&
      externalName(code, { file, value: callee }) === '#Promise.allSettled',
  );
  const [list] = settled?.arguments ?? [];
  if (!settled || list?.is !== 'array') return false;
  const position = String(list.items.indexOf(value));
  const items = declarations.filter(
    ({ init, path }) => init && contains(init, settled) && path[0] === position,
  );
  const isItem = (part: Value | undefined) =>
    part?.is === 'name' && items.some((each) => each === declarations[part.declaration]);
  return (
    items.some(({ path: [, key] }) => key !== undefined && !SETTLED.test(key)) ||
    conditions.some(isItem) ||
    operations.some(({ operator, parts: [first] }) => TESTS.test(operator) && isItem(first)) ||
    members.some((member) => readsProperty(member, isItem, SETTLED))
  );
}

/** A test, a property, a spread or a text of the promise itself or of a variable that holds it. */
function isUsedAsPromise({ file, value }: Located<CallValue>, code: Code): boolean {
  const { conditions, operations, members, declarations, objects, texts } = file.facts;
  const { init: initial, assigned } = holders(file, value);
  if (initial.some(({ path }) => path.length > 0)) return true;
  const isHeld = (part: Value | undefined, by: readonly Declaration[]) =>
    part === value ||
    (part?.is === 'name' && by.some((each) => each === declarations[part.declaration]));
  // A variable that is set later may be tested for whether it was.
  const isTested = (part: Value | undefined) => isHeld(part, initial);
  const isPromise = (part: Value | undefined) =>
    isHeld(part, [...initial, ...assigned]) ||
    ((part?.is === 'member' || part?.is === 'name') && isKept(part, file, code, value));
  const tested = operations.filter(({ operator }) => TESTS.test(operator));
  return (
    conditions.some(isTested) ||
    objects.some(({ entries }) =>
      entries.some((entry) => entry.is === 'spread' && isPromise(entry.value)),
    ) ||
    texts.some((text) => text.is === 'template' && text.values.some(isPromise)) ||
    tested.some(({ parts: [first] }) => isTested(first)) ||
    members.some((member) => readsProperty(member, isPromise))
  );
}

/** Also in a property, a field or a getter. */
const isKept = (part: Value, file: SourceFile, code: Code, promise: CallValue): boolean =>
  possibleValues({ file, value: part }, code, isAwaited).some((each) => each.value === promise);

const isAwaited = ({ value }: Located) => value.is === 'compound' && value.operator === 'await';

/** The variables that a promise is put into: at their declaration, or later. */
function holders({ facts }: SourceFile, value: Value) {
  const { assignments, declarations } = facts;
  const set = assignments.flatMap((each) =>
    each.value === value && each.target.is === 'name' ? [each.target.declaration] : [],
  );
  return {
    init: declarations.filter(({ init, kind }) => init === value && kind !== 'parameter'),
    assigned: set.flatMap((index) => declarations[index] ?? []),
  };
}

const TESTS = /^(!|&&|\|\||\?:|\?\?|[!=]==?)$/;

const SETTLED = /^(status|value|reason)$/;

/** `promise.token`, at any depth of a chain. */
function readsProperty(
  value: Value,
  isPromise: (value: Value) => boolean,
  own = /^(then|catch|finally)$/,
): boolean {
  if (value.is !== 'member') return false;
  if (isPromise(value.object)) return !own.test(value.name);
  return readsProperty(value.object, isPromise, own);
}

/** `getCredentials(user).catch(() => null)`, `getCredentials(user).then(use, () => null)` */
function replacesError({ file, value }: Located<CallValue>, code: Code): boolean {
  const { callee, arguments: given } = value;
  if (callee.is !== 'member' || !/^(catch|then)$/.test(callee.name)) return false;
  const promise = { file, value: callee.object };
  const promises = [promise, ...passedTo(promise, code)];
  if (!promises.some((each) => loadsCredentials(each, code))) return false;
  const handler = given[callee.name === 'catch' ? 0 : 1];
  const made = handler && code.functions({ file, value: handler }).at(-1);
  if (!made || made.function.thrown.length > 0) return false;
  return made.function.returned.every((each) => isNothing(each, made.file, code));
}

/** What callers pass to `work()`, where that is `() => getCredentials(user)`. */
const loadersRun = ({ file, value }: Located<CallValue>, code: Code): readonly Located[] =>
  passedTo({ file, value: value.callee }, code).filter((passed) =>
    code
      .functions(passed)
      .some((run) =>
        run.function.returned.some((each) =>
          loadsCredentials({ file: run.file, value: each }, code),
        ),
      ),
  );

/** `try { return await getCredentials(user); } catch { return null; }`, or a handler that goes on without them. */
function isTriedInVain(call: Located<CallValue>, code: Code): boolean {
  const { file } = call;
  const { handlers, functions } = file.facts;
  const handler = handlers.find(({ tried }) => contains(tried, call.value));
  if (!handler) return false;
  const left = functions.flatMap(({ returned }) =>
    returned.filter((each) => contains(handler, each)),
  );
  const isThrown = functions.some(
    (each) =>
      each.thrown.some((value) => contains(handler, value)) ||
      // An attempt of several: a failure goes on to what is thrown behind them.
      (each.returned.some((value) => contains(value, call.value)) &&
        each.thrown.some((value) => handler.end <= value.start)),
  );
  if (isThrown) return false;
  return left.length > 0
    ? left
        .flatMap((each) => possibleValues({ file, value: each }, code))
        .every((each) => isNothing(each.value, each.file, code))
    : !reactsToError(handler, file, code);
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

/** Nothing, or credentials that are none. */
function isNothing(value: Value, file: SourceFile, code: Code): boolean {
  if (value.is === 'literal') return true;
  if (value.is === 'object') {
    const keys = value.entries.map((entry) => (entry.is === 'entry' ? entry.key : ''));
    return keys.length === 0 || keys.some(isSecretName);
  }
  return (
    (value.is === 'name' && value.name === 'undefined') || code.constant({ file, value }) === null
  );
}
