import { contains } from '../../../flow/values/spans.js';
import { lastName } from '../../../flow/values/children.js';
import type { Branch, Value } from '../../../model/facts.js';
import type { SourceFile } from '../../../model/project.js';
import { type Choice, choicesIn, functionAt } from './choices.js';
import {
  derivedFrom,
  isNothing,
  mentions,
  operandsOf,
  type Presence,
  presenceIn,
} from './presence.js';

/** A check that does not run where the value that it needs is missing. */
export interface OptionalCheck {
  at: Value;
  tested: Presence;
  /** What is compared or verified. */
  check: Value;
}

const VERIFIES =
  /^(?!.*(invalid|unsigned|mismatch|unequal|expired|revoked|wrong))(.*(verif|valid|sign|match|equal|check|trust|allow|same|compar|authentic|includes|has$|some$|test$))/i;
const FAILS = /invalid|mismatch|unequal|wrong|forged/i;
/** Names of what a verified token says. */
const VERIFIED = /^(claims|payload|principal|caller|verified|identity)$/i;
const DEMANDS = /^(verify|assert|check|require|validate|ensure|constructEvent)/i;

/** `if (signature && !isSigned(body, signature)) return …`, and other forms of it; `isAsked` says which values matter. */
export function* optionalChecks(
  file: SourceFile,
  isAsked: (tested: Presence) => boolean,
): Generator<OptionalCheck> {
  const asked = (value: Value, isPresent: boolean) => {
    const tested = presenceIn(value, file);
    return tested?.isPresent === isPresent && isAsked(tested) ? tested : undefined;
  };
  for (const found of [...inOperations(file, asked), ...inBranches(file, asked)])
    if (!isRequired(found.tested, file)) yield found;
}

type Asked = (value: Value, isPresent: boolean) => Presence | undefined;

function* inOperations(file: SourceFile, asked: Asked): Generator<OptionalCheck> {
  const { operations, conditions } = file.facts;
  const inner = new Set(
    operations.flatMap(({ operator, parts }) =>
      parts.filter((part) => part.is === 'compound' && part.operator === operator),
    ),
  );
  for (const at of operations) {
    const [first, second, third] = at.parts;
    if (at.operator === '?:' && first && second && third) {
      const present = asked(first, true);
      const tested = present ?? asked(first, false);
      const [check, other] = present ? [second, third] : [third, second];
      const passes = other.is === 'literal' && other.value === true ? succeeds : fails;
      if (
        tested &&
        other.is === 'literal' &&
        typeof other.value === 'boolean' &&
        passes(check, tested, file)
      )
        yield { at, tested, check };
    }
    const isAnd = at.operator === '&&';
    // A condition with "||" rejects: what follows it is a fault.
    if (inner.has(at) || !(isAnd || (at.operator === '||' && !conditions.includes(at)))) continue;
    const known: Presence[] = [];
    for (const term of operandsOf(at, at.operator)) {
      const tested = known.find((each) => (isAnd ? fails : succeeds)(term, each, file));
      if (tested) yield { at, tested, check: term };
      const next = asked(term, isAnd);
      if (next && !known.some((each) => keyOf(each) === keyOf(next))) known.push(next);
    }
  }
}

function* inBranches(file: SourceFile, asked: Asked): Generator<OptionalCheck> {
  const choices = choicesIn(file);
  const parts = [...file.facts.operations, ...file.facts.calls];
  for (const { condition: at, then, others } of choices) {
    const present = operandsOf(at, '&&').flatMap((each) => asked(each, true) ?? [])[0];
    if (present && !then.leaves && !others.some((other) => endsIn(other, choices))) {
      const derived = derivedFrom(present, file);
      const inner = choices.find(
        ({ condition, then: { leaves } }) =>
          contains(then, condition) && leaves && fails(condition, present, file, derived),
      );
      const check =
        inner?.condition ??
        file.facts.discarded.find(
          (each) => contains(then, each) && demands(each, present, file, derived),
        );
      if (check) yield { at, tested: present, check };
    }
    const absent = operandsOf(at, '||').flatMap((each) => asked(each, false) ?? [])[0];
    if (absent && then.leaves && accepts(then, file)) {
      const derived = derivedFrom(absent, file);
      const made = functionAt(then, file);
      const outer = file.facts.functions[made];
      const check = parts.find(
        (each) =>
          each.start > then.end &&
          (!outer || contains(outer, each)) &&
          functionAt(each, file) === made &&
          [fails, succeeds, demands].some((tests) => tests(each, absent, file, derived)),
      );
      if (check) yield { at, tested: absent, check };
    }
  }
}

/** It leaves the function, or its last `else` does. */
const endsIn = (branch: Branch, choices: readonly Choice[]): boolean =>
  branch.leaves !== undefined ||
  choices.some(
    ({ condition, others }) =>
      contains(branch, condition) && others.some(({ leaves }) => leaves !== undefined),
  );

/** A test that something is wrong with the value: `!isSigned(value)`, `value !== expected`. */
function fails(
  value: Value,
  tested: Presence,
  file: SourceFile,
  derived?: ReadonlySet<number>,
): boolean {
  const reads = (part: Value) => mentions(part, tested, file, derived);
  return someOperand(value, (each) => {
    if (each.is === 'call') return FAILS.test(lastName(each.callee)) && reads(each);
    if (each.is !== 'compound') return false;
    const { operator, parts } = each;
    if (operator === '!') return presenceIn(each, file) === undefined && parts.some(reads);
    const isFalse = parts.some((part) => part.is === 'literal' && part.value === false);
    const isDenied = /^===?$/.test(operator) && isFalse;
    const differs = /^!==?$/.test(operator) && isComparison(parts);
    return (isDenied || differs) && parts.some(reads);
  });
}

/** A test that the value is right: `isSigned(value)`, `value === expected`. */
function succeeds(
  value: Value,
  tested: Presence,
  file: SourceFile,
  derived?: ReadonlySet<number>,
): boolean {
  const reads = (part: Value) => mentions(part, tested, file, derived);
  return someOperand(value, (each) => {
    if (each.is === 'call') return VERIFIES.test(lastName(each.callee)) && reads(each);
    if (each.is !== 'compound') return false;
    const { operator, parts } = each;
    return /^===?$/.test(operator) && isComparison(parts) && parts.some(reads);
  });
}

/** One of the operands of `||`, `&&` and `await`, at any depth, is such a test. */
const someOperand = (value: Value, isTest: (operand: Value) => boolean): boolean =>
  value.is === 'compound' && /^(\|\||&&|await)$/.test(value.operator)
    ? value.parts.some((part) => someOperand(part, isTest))
    : isTest(value);

/** Of two values that are not known before. */
const isComparison = (parts: readonly Value[]) =>
  !parts.some((part) => isNothing(part) || (part.is === 'compound' && part.operator === 'typeof'));

/** `await verifySignature(body, value)`, which throws */
function demands(
  value: Value,
  tested: Presence,
  file: SourceFile,
  derived: ReadonlySet<number>,
): boolean {
  const call = value.is === 'compound' && value.operator === 'await' ? value.parts[0] : value;
  return (
    call?.is === 'call' &&
    DEMANDS.test(lastName(call.callee)) &&
    mentions(call, tested, file, derived)
  );
}

const REQUIRED = new WeakMap<SourceFile, ReadonlySet<unknown>>();

/** Another condition rejects what lacks the value. */
function isRequired(tested: Presence, file: SourceFile): boolean {
  const known = REQUIRED.get(file) ?? requiredIn(file);
  REQUIRED.set(file, known);
  return known.has(keyOf(tested));
}

const requiredIn = (file: SourceFile): ReadonlySet<unknown> =>
  new Set(
    choicesIn(file).flatMap(({ condition, then }) => {
      if (then.leaves === undefined) return [];
      const absent = operandsOf(condition, '||').flatMap((each) => {
        const tested = presenceIn(each, file);
        return tested?.isPresent === false ? keyOf(tested) : [];
      });
      return absent.length > 0 && !accepts(then, file) ? absent : [];
    }),
  );

/** The same for two tests of one value. */
const keyOf = ({ of, text }: Presence): unknown => (of.is === 'name' ? of.declaration : text);

/** What a verification ends with, too: `return claims`. */
const isVerified = (value: Value, last: Value | undefined): boolean =>
  last !== undefined && VERIFIED.test(lastName(value)) && lastName(last) === lastName(value);

/** It returns true, calls `next()`, or just ends a function that throws where something is wrong. */
function accepts(branch: Branch, file: SourceFile): boolean {
  const { functions, calls } = file.facts;
  const made = functions[functionAt(branch, file)];
  const isIn = (each: Value) => contains(branch, each);
  const returned = made?.returned.filter(isIn) ?? [];
  const goesOn = calls.some((each) => isIn(each) && lastName(each.callee) === 'next');
  const isEnd = returned.length === 0 && made?.thrown.some(isIn) === false;
  return (
    goesOn ||
    returned.some((each) => each.is === 'literal' && each.value === true) ||
    returned.some((each) => isVerified(each, made?.returned.at(-1))) ||
    (isEnd && DEMANDS.test(made.name))
  );
}
