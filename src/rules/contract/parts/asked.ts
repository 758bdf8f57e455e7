import type { Located, Origin, Step } from '../../../model/code.js';
import type { Branch, CallValue, Value } from '../../../model/facts.js';
import type { ProviderModel } from '../../../model/project.js';
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

/**
 * What the call gives back is thrown away: it stands alone, or has a name that is only compared with nothing. Where
 * that cannot be told from the text, it is used.
 */
export function isDropped({ call: { file, value } }: Step): boolean {
  const { text, facts } = file;
  const named = facts.declarations.filter(({ kind, init }) => kind === 'const' && init === value);
  const awaited = facts.declarations.filter(
    ({ kind, init }) =>
      kind === 'const' &&
      init?.is === 'compound' &&
      init.operator === 'await' &&
      init.parts[0] === value,
  );
  const names = [...named, ...awaited];
  if (names.length === 0) return /(^|[;{}])\s*(?:(?:void|await)\s+)?$/.test(before(text, value));
  return names.every(({ name, within }) => {
    const { start, end } = facts.functions[within] ?? { start: 0, end: text.length };
    const uses = text.slice(start, end).split(new RegExp(`(?<![\\w$.])${name}(?![\\w$])`));
    // Between two uses stands what is done with the first.
    return uses.every((around, index) => index === 0 || isNoUse(uses[index - 1] ?? '', around));
  });
}

/** The statement's text up to the value; a comment at the end of the line before is not part of it. */
const before = (text: string, { start }: Value) =>
  text.slice(Math.max(0, start - 200), start).replace(/\/\/.*$/gm, '');

/** Declared, or compared with nothing. */
const isNoUse = (left: string, right: string) =>
  /\bconst\s+$/.test(left) || /!\s*$/.test(left) || /^\s*[!=]==?\s*(null|undefined)\b/.test(right);

const wayTo = ({ chain, call }: Step): readonly Located<CallValue>[] => [...chain, call];

const isInside = (value: Value, fits: (value: Value) => boolean): boolean =>
  value.is === 'object' && value.entries.some((entry) => fits(entry.value));
