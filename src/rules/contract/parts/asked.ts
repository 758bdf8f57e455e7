import type { Located, Step } from '../../../model/code.js';
import type { Branch, CallValue, Value } from '../../../model/facts.js';
import type { ProviderModel } from '../../../model/project.js';

const NAME = 'getCredentials';

/** Whether a call asks for credentials: runs the contract's export, names it, or hands it to somebody who will. */
export function asking(provider: ProviderModel): (step: Step) => boolean {
  const { code } = provider.project;
  const auth = provider.file('api/auth');
  const own = auth && code.exports(auth).get(NAME)?.origin;
  const functions = new Set((own ? code.functions(own) : []).map((each) => each.function));
  return ({ target, call: { file, value: call } }) => {
    if (target.is === 'function' && functions.has(target.function)) return true;
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

const wayTo = ({ chain, call }: Step): readonly Located<CallValue>[] => [...chain, call];

const isInside = (value: Value, fits: (value: Value) => boolean): boolean =>
  value.is === 'object' && value.entries.some((entry) => fits(entry.value));

const lastName = (value: Value) =>
  value.is === 'name' || value.is === 'member' ? value.name : undefined;
