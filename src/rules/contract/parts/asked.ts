import type { Located, Origin, Step } from '../../../model/code.js';
import type { Branch, CallValue, Span, Value } from '../../../model/facts.js';
import { isSameOrigin } from '../../../model/origin.js';
import type { ProviderModel } from '../../../model/project.js';
import { lastName } from '../../../flow/values/children.js';

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
      return origin.is !== 'declared' && lastName(value) === NAME;
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

/**
 * Whether a request may use what a call returned: both stand in one function, and its arguments name the result or what
 * was made with it. Where the request stands elsewhere, or is made by a client of a package, it may.
 */
export function mayUse({ call: request, target }: Step, { call }: Step): boolean {
  const { file, value } = request;
  const isPlain = target.is === 'global' && target.path === 'fetch';
  if (!isPlain || call.file !== file || call.value.within !== value.within) return true;
  const { text, facts } = file;
  const local = facts.declarations.filter(({ within }) => within === value.within);
  const sources = local.filter(({ init }) => init && contains(init, call.value));
  if (sources.length === 0) return true;
  const names = new Set(sources.map(({ name }) => name));
  const mentions = ({ start, end }: Span) =>
    [...names].some((name) =>
      new RegExp(`(?<![\\w$.])${name}(?![\\w$])`).test(text.slice(start, end)),
    );
  // What is declared with it, assigned from it, or given it as an argument (`headers.set`) holds it.
  for (let known = 0; known < names.size;) {
    known = names.size;
    for (const { name, init } of local) if (init && mentions(init)) names.add(name);
    for (const { target: changed, value: given } of facts.assignments) {
      if (given && mentions(given)) names.add(rootName(text, changed));
    }
    for (const { callee, arguments: given, within } of facts.calls) {
      if (within === value.within && callee.is === 'member' && given.some(mentions))
        names.add(rootName(text, callee));
    }
  }
  return value.arguments.some(mentions);
}

const rootName = (text: string, { start, end }: Span) =>
  /^[\w$]*/.exec(text.slice(start, end))?.[0] ?? '';

const contains = (outer: Span, inner: Span) => outer.start <= inner.start && inner.end <= outer.end;

/** The statement's text up to the value; a comment at the end of the line before is not part of it. */
const before = (text: string, { start }: Value) =>
  text.slice(Math.max(0, start - 200), start).replace(/\/\/.*$/gm, '');

/** Declared, or compared with nothing. */
const isNoUse = (left: string, right: string) =>
  /\bconst\s+$/.test(left) || /!\s*$/.test(left) || /^\s*[!=]==?\s*(null|undefined)\b/.test(right);

const wayTo = ({ chain, call }: Step): readonly Located<CallValue>[] => [...chain, call];

const isInside = (value: Value, fits: (value: Value) => boolean): boolean =>
  value.is === 'object' && value.entries.some((entry) => fits(entry.value));
