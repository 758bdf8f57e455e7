import type { Code, Located } from '../../model/code.js';
import type { CallValue, Declaration, Value } from '../../model/facts.js';
import type { SourceFile } from '../../model/project.js';
import { possibleValues } from '../../flow/values/possible.js';
import { loadsCredentials } from '../../flow/sources/credentials.js';
import { externalName } from '../../flow/values/external-name.js';
import { contains } from '../../flow/values/spans.js';
import { defineRule } from '../define.js';
import { nullThrown } from './parts/null-thrown.js';
import { outrunLoads, settledLoads } from './parts/combined-promises.js';
import { replacedErrors, replacedRequests } from './parts/replaced-errors.js';

export default defineRule({
  severity: 'error',
  summary:
    'What getCredentials() resolves with is awaited, its errors are not replaced by null, nor its null by an error.',
  why: 'A promise is never null: the test for a missing sign-in always passes. And an outage of the store looks like a missing sign-in.',
  source: { text: 'The contract of a provider, in the README.' },
  on: 'file',
  check(file, report, { code }) {
    if (file.test) return;
    const replaced = new Map(
      [...replacedErrors(file, code), ...settledLoads(file, code), ...outrunLoads(file, code)].map(
        (each) => [each.value, each],
      ),
    );
    const isAuth = /\/api\/auth\.[cm]?[jt]s$/.test(file.logicalPath);
    const loader = isAuth ? code.exports(file).get('getCredentials')?.origin : undefined;
    for (const run of loader ? code.functions(loader) : []) {
      if (run.file !== file) continue;
      for (const each of replacedRequests(run, code)) replaced.set(each.value, each);
      const at = nullThrown(run, code);
      if (!at) continue;
      report({
        at,
        message: '"getCredentials" throws where the user has not signed in.',
        hint: 'Return null: the runtime tells the caller how to sign in.',
      });
    }
    const kept = valuesBehind(code);
    for (const value of file.facts.calls) {
      if (!loadsCredentials({ file, value }, code) && !passesOn({ file, value }, code)) continue;
      if (isUsedAsPromise({ file, value }, kept) || isUsedAsSettled({ file, value }, code)) {
        report({
          at: file.at(value),
          message: 'This is a promise: it is never null, and has none of the credentials.',
          hint: 'Write `await` in front of it.',
        });
      }
    }
    for (const { file: from, value } of replaced.values())
      report({
        at: from.at(value),
        message: 'Errors of getCredentials() are replaced: an outage looks like a missing sign-in.',
        hint: 'Let the error through: the runtime tells the caller that the call failed.',
      });
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
function isUsedAsPromise(
  { file, value }: Located<CallValue>,
  kept: ReturnType<typeof valuesBehind>,
): boolean {
  const { conditions, operations, members, declarations, objects, texts } = file.facts;
  const { init: initial, assigned } = holders(file, value);
  if (initial.some(({ path }) => path.length > 0)) return true;
  const isHeld = (part: Value | undefined, by: readonly Declaration[]) =>
    part === value ||
    (part?.is === 'name' && by.some((each) => each === declarations[part.declaration]));
  // `replace?.(user)` is nothing where there is no such function.
  const isOptional = file.text.slice(value.start, value.callee.end + '?.'.length).includes('?.');
  // A variable that is set later may be tested for whether it was.
  const isTested = (part: Value | undefined) => !isOptional && isHeld(part, initial);
  const isPromise = (part: Value | undefined) =>
    isHeld(part, [...initial, ...assigned]) ||
    ((part?.is === 'member' || part?.is === 'name') && kept({ file, value: part }).has(value));
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

/** Where the values of a file come from, also out of a property, a field or a getter; each is looked for once. */
function valuesBehind(code: Code): (part: Located) => ReadonlySet<Value> {
  const known = new Map<Value, ReadonlySet<Value>>();
  return (part) => {
    const found =
      known.get(part.value) ??
      new Set(possibleValues(part, code, isAwaited).map(({ value }) => value));
    known.set(part.value, found);
    return found;
  };
}

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
