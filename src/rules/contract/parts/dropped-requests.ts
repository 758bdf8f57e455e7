import { instanceOf } from '../../../flow/fields.js';
import { awaitedIn } from '../../../flow/values/awaited.js';
import { externalName } from '../../../flow/values/external-name.js';
import { rootOf } from '../../../flow/values/children.js';
import { contains } from '../../../flow/values/spans.js';
import type { Code, Located } from '../../../model/code.js';
import type { CallValue, FunctionFact, Value } from '../../../model/facts.js';
import type { SourceFile } from '../../../model/project.js';

/** Requests, also those of callbacks, whose promises nothing awaits. */
export interface Dropped {
  requests: readonly CallValue[];
  /** `items.forEach` of callbacks that send them. */
  callbacks: readonly Value[];
}

/** It sends a request itself, or runs what `database.transaction` hands to its callback. */
export const isRequest = ({ file, value }: Located<CallValue>, code: Code): boolean =>
  (code.runtime(code.target({ file, value })) ?? code.runtime({ file, value: value.callee }))
    ?.sends !== undefined;

export function droppedIn(file: SourceFile, code: Code): Dropped {
  const unused = file.facts.discarded.flatMap(resultsOf);
  const isUnused = new Set<Value>(unused);
  const callbacks = file.facts.calls.filter(
    (value) =>
      !value.construct &&
      value.callee.is === 'member' &&
      (value.callee.name === 'forEach' || (value.callee.name === 'map' && isUnused.has(value))) &&
      isOfList({ file, value: value.callee.object }, code) &&
      dropsRequests({ file, value }, code),
  );
  const requests = unused.flatMap((value) =>
    value.is === 'call' && isAtOnce(value, file) && sends({ file, value }, code) ? [value] : [],
  );
  return { requests, callbacks: callbacks.map(({ callee }) => callee) };
}

/** What a statement results in: `isNew ? create() : update()`, `isNew && create()`; what is awaited, too. */
function resultsOf(value: Value): readonly Value[] {
  if (value.is !== 'compound') return [value];
  const { operator, parts } = value;
  if (operator === 'await') return parts;
  if (operator === ',') return parts.flatMap(resultsOf);
  return /^(\?:|&&|\|\||\?\?)$/.test(operator) ? parts.slice(1).flatMap(resultsOf) : [];
}

/** Nothing awaits it. */
const isAtOnce = (value: Value, file: SourceFile): boolean => !awaitedIn(file).has(value);

/** Also through a function that does nothing about its errors. */
function sends({ file, value }: Located<CallValue>, code: Code): boolean {
  if (isRequest({ file, value }, code)) return true;
  const target = code.target({ file, value });
  if (target.is !== 'function') return false;
  const { file: home, function: made } = target;
  return leftRequests(made, home, code).some(
    (call) => made.returned.includes(call) || !isAtOnce(call, home),
  );
}

/** The requests in a function itself, not in those in it. */
const requestsOf = (made: FunctionFact, file: SourceFile, code: Code): CallValue[] =>
  file.facts.calls.filter(
    (value) => file.facts.functions[value.within] === made && isRequest({ file, value }, code),
  );

/** Those that no `try` is around. */
const leftRequests = (made: FunctionFact, file: SourceFile, code: Code): CallValue[] =>
  requestsOf(made, file, code).filter(
    (value) =>
      !file.facts.handlers.some(({ tried }) => contains(made, tried) && contains(tried, value)),
  );

/** An asynchronous callback that sends requests, or one that returns the promise. */
function dropsRequests({ file, value }: Located<CallValue>, code: Code): boolean {
  const [given] = value.arguments;
  const run =
    given && code.functions({ file, value: given }).findLast((each) => each.function.body);
  if (!run) return false;
  const { file: home, function: made } = run;
  const sent = requestsOf(made, home, code);
  if (!made.async) return made.returned.some((each) => sent.some((call) => call === each));
  return (
    leftRequests(made, home, code).length > 0 || (sent.length > 0 && writesOutside(made, home))
  );
}

/** What is around the callback reads that before it is there. */
function writesOutside(made: FunctionFact, { facts }: SourceFile): boolean {
  const isOutside = (value: Value) => {
    const root = rootOf(value);
    const declared = root.is === 'name' ? facts.declarations[root.declaration] : undefined;
    return declared !== undefined && !contains(made, declared);
  };
  return (
    facts.assignments.some(({ target }) => contains(made, target) && isOutside(target)) ||
    facts.calls.some(
      (each) =>
        contains(made, each) &&
        each.callee.is === 'member' &&
        /^(push|unshift|set|add)$/.test(each.callee.name) &&
        isOutside(each.callee.object),
    )
  );
}

const LIST = /\[\]$|\b(Readonly)?(Array|Set|Map)\b/;

/** Streams, and classes of the project, have a `forEach` that waits. */
function isOfList(located: Located, code: Code): boolean {
  const { file, value } = code.resolve(located);
  if (instanceOf(code, located)) return false;
  if (value.is === 'call')
    return /^(#.*)?$/.test(externalName(code, { file, value: value.callee }) ?? '');
  const { type } = (value.is === 'name' && file.facts.declarations[value.declaration]) || {};
  return type === undefined || !/^\w+(<.*>)?$/.test(type) || LIST.test(type);
}
