import { isEnvironment, variableRead } from '../../../flow/sources/environment.js';
import { externalName } from '../../../flow/values/external-name.js';
import { listedTexts, possibleValues } from '../../../flow/values/possible.js';
import type { Code, Located } from '../../../model/code.js';
import type { CallValue, Value } from '../../../model/facts.js';
import { preferredUser } from './preferred-user.js';

const ENVIRONMENT = '#process.env.';
/** Methods that make one text of another. */
const METHODS = /^(trim\w*|to(Lower|Upper)Case|toString|normalize|slice|padStart|padEnd|at)$/;
/** Functions that do the same. */
const CONVERTS = /^#(String|encodeURIComponent)$/;
/** Their results name this machine or this process. */
const OF_MACHINE = /^(node:)?os#hostname$/;
/** Run once, when the module is loaded, these are the same for all callers. */
const GENERATES = /^((node:)?crypto#randomUUID|#crypto\.randomUUID|nanoid#nanoid|uuid#v\d)$/;

/** Who it is that a value names for every caller, in words; undefined where it can be the caller. */
export function fixedUser(user: Located, code: Code): string | undefined {
  const variable = variableOf(user, code) ?? preferredUser(user, code);
  if (variable !== undefined) return `the user in "${variable}"`;
  if (possibleValues(user, code).every((each) => isProcessOwner(each, code)))
    return 'the account that runs the server';
  const text = code.constant(user) ?? listedTexts(user, code)?.[0];
  if (typeof text === 'string') return `"${text}"`;
  return text === undefined && isFixed(user, code) ? 'the same user' : undefined;
}

/** `userInfo().username` */
const isProcessOwner = ({ file, value }: Located, code: Code): boolean =>
  value.is === 'member' &&
  value.object.is === 'call' &&
  externalName(code, { file, value: value.object.callee }) === 'node:os#userInfo';

/** The environment variable of a user who is always the same; another user can be preferred to it. */
function variableOf(user: Located, code: Code): string | undefined {
  const users = possibleValues(user, code);
  const variables = users.flatMap((each) => {
    const name = externalName(code, each) ?? '';
    return name.startsWith(ENVIRONMENT) ? [name.slice(ENVIRONMENT.length)] : [];
  });
  const fixed = users.filter((each) => code.constant(each) !== undefined);
  return variables.length + fixed.length === users.length ? variables[0] : undefined;
}

/** Nothing in the value depends on a call: it is put together of constants and of what holds for the whole process. */
function isFixed(located: Located, code: Code, seen = new Set<Value>()): boolean {
  const { file, value } = located;
  if (seen.has(value)) return false;
  seen.add(value);
  if (code.constant(located) !== undefined || variableRead(located, code) !== undefined)
    return true;
  const areFixed = (parts: readonly Value[]) =>
    parts.every((part) => isFixed({ file, value: part }, code, seen));
  switch (value.is) {
    case 'template':
      return areFixed(value.values);
    case 'compound':
      if (value.operator === '?:') return areFixed(value.parts.slice(1));
      return /^(\+|\?\?|\|\||await)$/.test(value.operator) && areFixed(value.parts);
    case 'call':
      return isFixedResult({ file, value }, areFixed, code);
    case 'name':
    case 'member':
      return isProcessOwner(located, code) || isFixedName(located, code, seen);
    default:
      return false;
  }
}

function isFixedResult(
  { file, value }: Located<CallValue>,
  areFixed: (parts: readonly Value[]) => boolean,
  code: Code,
): boolean {
  const { callee, arguments: given, construct, within } = value;
  if (construct) return false;
  const name = externalName(code, { file, value: callee }) ?? '';
  if (OF_MACHINE.test(name) || (within === -1 && GENERATES.test(name))) return true;
  if (CONVERTS.test(name)) return areFixed(given);
  return callee.is === 'member' && METHODS.test(callee.name) && areFixed([callee.object]);
}

/** A constant of a module, or a setting that is read from the environment once: `Settings.parse(process.env).OWNER`. */
function isFixedName(located: Located, code: Code, seen: Set<Value>): boolean {
  const origin = code.origin(located);
  if (origin.is === 'value') return origin.path !== '' && readsEnvironment(origin, code);
  if (origin.is !== 'declared') return false;
  const { file, declaration, path } = origin;
  const { kind, within, init, fallback } = declaration;
  if (kind !== 'const' || within !== -1 || !init || fallback) return false;
  return path === '' && declaration.path.length === 0
    ? isFixed({ file, value: init }, code, seen)
    : readsEnvironment({ file, value: init }, code);
}

function readsEnvironment({ file, value }: Located, code: Code): boolean {
  if (value.is === 'compound' && value.operator === 'await')
    return value.parts.some((part) => readsEnvironment({ file, value: part }, code));
  return (
    value.is === 'call' &&
    value.arguments.some((each) => isEnvironment({ file, value: each }, code))
  );
}
