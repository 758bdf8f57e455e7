import type { Located, Origin, Step } from '../../../model/code.js';
import type { Branch, CallValue, Value } from '../../../model/facts.js';
import type { ProviderModel, SourceFile } from '../../../model/project.js';
import { lastName } from '../../../flow/values/children.js';

const NAME = 'getCredentials';

/** Where the provider's own `getCredentials` comes from; undefined where it exports none. */
export function ownCredentials(provider: ProviderModel): Origin | undefined {
  const auth = provider.file('api/auth');
  return auth && provider.project.code.exports(auth).get(NAME)?.origin;
}

/** Whether a call asks for credentials: runs the contract's export, names it, or hands it to somebody who will. */
export function asking(provider: ProviderModel): (step: Step) => boolean {
  const { code } = provider.project;
  const own = ownCredentials(provider);
  const functions = new Set((own ? code.functions(own) : []).map((each) => each.function));
  return ({ target, call: { file, value: call } }) => {
    if (target.is === 'function' && functions.has(target.function)) return true;
    if (code.runtime(target)?.sends) return true;
    const isOwn = (value: Value): boolean => {
      const origin = code.origin({ file, value });
      if (origin.is !== 'declared') return lastName(value) === NAME;
      return own?.is === 'declared' && own.declaration === origin.declaration && origin.path === '';
    };
    return [call.callee, ...call.arguments].some((value) => isOwn(value) || isInside(value, isOwn));
  };
}

/**
 * Whether one call may run before the other. It does not where the first stands in the other branch of an `if`, or in
 * a branch that ends there. Whether a condition holds is not asked: `if (!known) known = await …` may run.
 */
export function mayPrecede(first: Step, second: Step): boolean {
  const [firsts, seconds] = [wayTo(first), wayTo(second)];
  const parting = firsts.findIndex((each, index) => each.value !== seconds[index]?.value);
  const [one, other] = [firsts[parting], seconds[parting]];
  if (!one || one.file !== other?.file || one.value.within !== other.value.within) return true;
  const holds = ({ start, end }: Branch, { value }: Located<CallValue>) =>
    start <= value.start && value.end <= end;
  const { branches } = one.file.facts;
  return branches
    .filter((branch) => holds(branch, one) && !holds(branch, other))
    .every(
      ({ of, leaves }) => !leaves && !branches.some((each) => each.of === of && holds(each, other)),
    );
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

const isNothing = (value: Value) =>
  value.is === 'literal' && (value.type === 'null' || value.type === 'undefined');

const wayTo = ({ chain, call }: Step): readonly Located<CallValue>[] => [...chain, call];

const isInside = (value: Value, fits: (value: Value) => boolean): boolean =>
  value.is === 'object' && value.entries.some((entry) => fits(entry.value));
