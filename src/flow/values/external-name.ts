import type { Code, Located, Target } from '../../model/code.js';
import type { Value } from '../../model/facts.js';
import { possibleValues } from './possible.js';

/** A function that is handed on further than this is not followed: every call of a project asks. */
const MOST_STEPS = 32;
/** Empty for none. */
const NAMES = new WeakMap<Value, string>();

/**
 * `node:child_process#exec`, `jose#decodeJwt`, `#fetch` for a global; undefined for anything of the project. A parameter, an
 * item of a list or a choice has the name of the first such function that it may be.
 */
export function externalName(code: Code, value: Located): string | undefined {
  const origin = code.origin(value);
  if (origin.is !== 'declared' && origin.is !== 'value') return targetName(origin);
  const known = NAMES.get(value.value);
  if (known !== undefined) return known === '' ? undefined : known;
  let left = MOST_STEPS;
  const all = possibleValues(value, code, () => left-- <= 0).map((each) =>
    targetName(code.origin(each)),
  );
  const name = all.find((each) => each !== undefined);
  NAMES.set(value.value, name ?? '');
  return name;
}

/** The same of what a call runs. */
export function targetName(origin: Target): string | undefined {
  if (origin.is === 'global') return `#${origin.path}`;
  return origin.is === 'external'
    ? `${origin.module}#${origin.path.replace(/^default\./, '')}`
    : undefined;
}
