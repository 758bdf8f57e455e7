import { isLog } from '../../../flow/sinks/logs.js';
import { type AccessPath, TAINTED } from '../../../flow/taint.js';
import { TaintTracker } from '../../../flow/tracker.js';
import { contains } from '../../../flow/values/spans.js';
import type { Code, Located, LocatedFunction } from '../../../model/code.js';
import type { Span, Value } from '../../../model/facts.js';
import type { SourceFile } from '../../../model/project.js';
import { decidingVerifiers } from './find.js';
import { namesAt, readsOf } from './parameters.js';
import { lookUpIn, type LookUp, madeAt, usesOf } from './stores.js';

/** `callers.get(token)` where a `verify` returns what it finds, and nothing depends on the audience: once for each map. */
export function keptTokens(file: SourceFile, code: Code): readonly Located[] {
  const found = decidingVerifiers(file, code).flatMap((verifier) => {
    const [ofToken, ofAudience] = [0, 1].map((position) => argumentFlow(verifier, position, code));
    return lookUpsIn(verifier.file, code).filter(
      (each) =>
        holds(ofToken, { file: verifier.file, value: each.key }) &&
        !holds(ofAudience, { file: verifier.file, value: each.key }) &&
        !isForOneAudience(verifier, each) &&
        isReturnedAsIs(verifier, each, code) &&
        isOnlyFilled(each, code),
    );
  });
  return found.filter(
    ({ store }, index) => found.findIndex((each) => each.store.value === store.value) === index,
  );
}

const lookUpsIn = (file: SourceFile, code: Code): LookUp[] =>
  [...file.facts.calls, ...file.facts.members].flatMap(
    (value) => lookUpIn({ file, value }, code) ?? [],
  );

const holds = (flow: TaintTracker | undefined, value: Located): boolean =>
  flow !== undefined && flow.taint(value).length > 0;

/** Also what is made of it: its hash, and texts with it. */
function argumentFlow(verifier: LocatedFunction, position: number, code: Code): TaintTracker {
  const names = new Set(namesAt(verifier, position));
  return new TaintTracker(code, {
    source: ({ file, value }) => {
      const declared = value.is === 'name' && file.facts.declarations[value.declaration];
      return declared && names.has(declared) ? TAINTED : undefined;
    },
    keepsKey: () => true,
    methods: /./,
    propagators: /./,
    textParts: /./,
  });
}

/** `if (audience.href !== ours) throw …` comes first; a call that has the token, too, verifies it. */
function isForOneAudience(verifier: LocatedFunction, { value: found }: LookUp): boolean {
  const { file, function: made } = verifier;
  const { operations, calls } = file.facts;
  const [tokens = [], audiences = []] = [0, 1].map((at) => readsOf(file, namesAt(verifier, at)));
  const comparisons = operations.filter(({ operator }) => COMPARES.test(operator));
  return [...comparisons, ...calls].some(
    (each) =>
      contains(made, each) &&
      each.end <= found.start &&
      audiences.some((read) => contains(each, read)) &&
      !tokens.some((read) => contains(each, read)),
  );
}

const COMPARES = /^([!=]==?|[<>]=?)$/;
/** Operators that test their first part. */
const TESTS = /^(!|&&|\|\||\?:)$/;
/** What is done with a promise. */
const OF_PROMISES = /^(then|catch|finally)$/;

/** It is, at most, compared with nothing: no test of its age or of its audience, here or in a function. */
function isReturnedAsIs(verifier: LocatedFunction, lookUp: LookUp, code: Code): boolean {
  const { file, function: made } = verifier;
  const { operations, conditions, calls, functions } = file.facts;
  const flow = new TaintTracker(code, {
    source: ({ value }) => (value === lookUp.value ? TAINTED : undefined),
    keepsKey: () => true,
    methods: OF_PROMISES,
  });
  const isFound = (value: Value) => holds(flow, { file, value });
  // Whose token it is comes from there, not only what the caller may do.
  const isCaller = ([first = 'principal']: AccessPath) => first === 'principal' || first === '*';
  if (!made.returned.some((value) => flow.taint({ file, value }).some(isCaller))) return false;
  const around = [made, ...functions.filter((each) => contains(each, lookUp.value))];
  const isInside = (each: Span) => around.some((one) => contains(one, each));
  const isCompared = operations.some(
    ({ operator, parts, ...span }) =>
      COMPARES.test(operator) && isInside(span) && parts.some(isFound) && !parts.some(isNothing),
  );
  const tested = [
    ...conditions,
    ...operations.flatMap(({ operator, parts }) => (TESTS.test(operator) ? parts.slice(0, 1) : [])),
  ];
  return (
    !isCompared &&
    !tested.some((each) => isInside(each) && each.is === 'member' && isFound(each.object)) &&
    !calls.some(
      (value) =>
        isInside(value) &&
        !isLog({ file, value }, code) &&
        !isStep({ file, value }, lookUp, code) &&
        (value.arguments.some(isFound) ||
          (value.callee.is === 'member' &&
            !OF_PROMISES.test(value.callee.name) &&
            isFound(value.callee.object))),
    )
  );
}

const isNothing = (value: Value): boolean =>
  (value.is === 'literal' && /^(null|undefined)$/.test(value.type)) ||
  (value.is === 'name' && value.name === 'undefined');

/** A call of the store itself, of `Promise.resolve`, or of a function that makes the same look-up. */
function isStep({ file, value }: Located, { store, value: found }: LookUp, code: Code): boolean {
  if (value === found || value.is !== 'call') return true;
  const { callee } = value;
  if (callee.is === 'member' && madeAt({ file, value: callee.object }, code)?.value === store.value)
    return true;
  return /^(Promise\.resolve|Object\.freeze|structuredClone)$/.test(code.path(callee));
}

/** Results stay where they are put: nothing is removed from there, and nothing else gets hold of it. */
function isOnlyFilled({ store }: LookUp, code: Code): boolean {
  const uses = usesOf(store, code);
  return uses.has('set') && !uses.has('other');
}
