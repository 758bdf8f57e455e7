import type { Code, Located, Origin, Step } from '../../../model/code.js';
import { callerCredentialFlow } from '../../../flow/sources/credentials.js';
import type { Branch, CallValue, Value } from '../../../model/facts.js';
import { isSameOrigin } from '../../../model/origin.js';
import type { ProviderModel, SourceFile } from '../../../model/project.js';
import { lastName } from '../../../flow/values/children.js';
import { passedTo } from '../../../flow/values/passed.js';
import { Around } from '../../../flow/values/spans.js';
import { isNothing } from './canned.js';
import { holdersOf, readsIn } from './holders.js';

const NAME = 'getCredentials';

/** Where the provider's own `getCredentials` comes from; undefined where it exports none. */
export function ownCredentials(provider: ProviderModel): Origin | undefined {
  const auth = provider.file('api/auth');
  return auth && provider.project.code.exports(auth).get(NAME)?.origin;
}

/** Whether a call gets credentials: it runs the contract's export, names it, or passes it on. */
export function asking(provider: ProviderModel): (step: Step) => boolean {
  const { code } = provider.project;
  const own = ownCredentials(provider);
  const functions = new Set((own ? code.functions(own) : []).map((each) => each.function));
  return ({ target, call: { file, value: call } }) => {
    if (target.is === 'function' && functions.has(target.function)) return true;
    const isOwn = (value: Value): boolean => {
      const origin = code.origin({ file, value });
      if (own && isSameOrigin(own, origin)) return true;
      if (origin.is !== 'declared') return lastName(value) === NAME;
      return passedTo({ file, value }, code).some(
        (passed) => own !== undefined && isSameOrigin(own, passed.origin),
      );
    };
    return [call.callee, ...call.arguments].some((value) => isOwn(value) || isInside(value, isOwn));
  };
}

/**
 * Whether one call may run before the other. It does not where the first is in the other branch of an `if`, or in
 * a branch that ends there. Whether a condition holds is not asked: `if (!known) known = await …` may run.
 */
export function mayPrecede(first: Step, second: Step): boolean {
  const [firsts, seconds] = [wayTo(first), wayTo(second)];
  const parting = firsts.findIndex((each, index) => each.value !== seconds[index]?.value);
  const [one, other] = [firsts[parting], seconds[parting]];
  if (!one || one.file !== other?.file || one.value.within !== other.value.within) return true;
  const others = branchesAround(other);
  return branchesAround(one)
    .filter((branch) => !others.includes(branch))
    .every(({ of, leaves }) => !leaves && !others.some((each) => each.of === of));
}

const BRANCHES = new WeakMap<SourceFile, Around<Branch>>();

/** The branches that a call is in. */
function branchesAround({ file, value }: Located<CallValue>): readonly Branch[] {
  const branches = BRANCHES.get(file) ?? new Around(file.facts.branches);
  BRANCHES.set(file, branches);
  return branches.of(value);
}

/** The result of the call is not used, or only compared with null. */
export function isDropped({ call: { file, value } }: Step): boolean {
  const { operations, discarded, declarations, reads } = file.facts;
  const awaited = operations.find(({ operator, parts: [part] }) => isAwait(operator, part, value));
  const results: readonly Value[] = awaited ? [value, awaited] : [value];
  if (discarded.some((each) => results.includes(each) || isVoid(each, results))) return true;
  const names = declarations.flatMap(({ kind, init }, index) =>
    kind === 'const' && init && results.includes(init) ? [index] : [],
  );
  const used = reads.filter(({ declaration }) => names.includes(declaration));
  return names.length > 0 && used.every((read) => isNullTest(read, file));
}

const isAwait = (operator: string, part: Value | undefined, value: Value) =>
  operator === 'await' && part === value;

const isVoid = (value: Value, results: readonly Value[]) =>
  value.is === 'compound' &&
  value.operator === 'void' &&
  value.parts.some((part) => results.includes(part));

/** `!name`, `name === null`, `if (name)` */
function isNullTest(read: Value, { facts: { operations, conditions } }: SourceFile): boolean {
  if (conditions.includes(read)) return true;
  return operations.some(({ operator, parts }) => {
    if (!parts.includes(read)) return false;
    return operator === '!' || (/^[!=]==?$/.test(operator) && parts.some(isNothing));
  });
}

/**
 * Whether a request may use what a call returned: both are in one function, and its arguments read the result or what
 * was made with it. Where the request is elsewhere, or is made by a client of a package, it may.
 */
export function mayUse(sent: Step, asked: Step, code: Code): boolean {
  const { call: request, target } = sent;
  const { call } = asked;
  const { file, value } = request;
  const [ways, others] = [wayTo(asked), wayTo(sent)];
  const holder = ways.find((each, index) => each.value !== others[index]?.value);
  // What a function has asked for stays in it, unless it returns that. An object may keep what its methods ask for.
  if (holder && holder !== call && holder.value.callee.is === 'name')
    return callerCredentialFlow(code).taint(holder).length > 0;
  const isFetch = target.is === 'global' && target.path === 'fetch';
  if (!isFetch || call.file !== file || call.value.within !== value.within) return true;
  const holders = holdersOf(call.value, file);
  return (
    holders.size === 0 ||
    value.arguments.some((given) => readsIn(given, file).some((read) => holders.has(read)))
  );
}

const wayTo = ({ chain, call }: Step): readonly Located<CallValue>[] => [...chain, call];

const isInside = (value: Value, fits: (value: Value) => boolean): boolean =>
  value.is === 'object' && value.entries.some((entry) => fits(entry.value));
