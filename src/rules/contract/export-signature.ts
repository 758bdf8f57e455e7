import type { Code, LocatedFunction } from '../../model/code.js';
import type { Parameter } from '../../model/facts.js';
import { defineRule } from '../define.js';
import { isSomething, promises, resolvesWithoutObject } from './parts/results.js';
import { mandatoryExports, type Shape } from './parts/mandatory.js';
import { USER } from './parts/user-names.js';
import { wrapsCredentials } from './parts/wrapped.js';

export default defineRule({
  severity: 'error',
  summary: 'The functions of the contract have the parameters and result that the server expects.',
  why: 'The server passes fixed arguments and uses the result. Other signatures fail at run time.',
  source: { text: 'The contract of a provider, in the README.' },
  on: 'provider',
  check(provider, report) {
    const { code } = provider.project;
    for (const { name, shape, found } of mandatoryExports(provider)) {
      if (!found || found.typeOnly || shape.is !== 'function') continue;
      const made = code.functions(found.origin);
      const annotated = code.annotation(found.origin).filter((each) => !made.includes(each));
      const functions = [...annotated, ...made];
      const [first] = functions;
      const flaw = first && flawOf(functions, shape, code);
      if (!flaw) continue;
      const declared = found.origin.is === 'declared' && found.origin.path === '' && found.origin;
      report({
        at: declared ? declared.file.at(declared.declaration) : first.file.at(first.function),
        message: `"${name}" ${flaw}.`,
        hint: `Use the signature ${shape.words}.`,
      });
    }
  },
});

/** The rest of a sentence; undefined where no fault is known. */
function flawOf(
  functions: readonly LocatedFunction[],
  { takes, returns, keys, object }: Shape,
  code: Code,
): string | undefined {
  const signatures = functions.filter(({ function: { body } }) => !body);
  const visible = signatures.length > 0 ? signatures : functions;
  const needed = Math.min(...visible.map(requiredOf));
  if (needed > takes.length) {
    return `requires ${counted(needed)}, but is called with ${counted(takes.length)}`;
  }
  const isUnfit = visible.every(
    ({ function: { parameters } }) =>
      isOther(parameters[0], takes[0]) || isSwapped(parameters, takes),
  );
  if (isUnfit && takes[0])
    return `does not accept ${takes[0] === 'text' ? 'a string' : 'an object'} as its first argument`;
  const made = functions.findLast(({ function: { body } }) => body) ?? visible.at(-1);
  if (!made) return undefined;
  const promised = signatures.some((each) => promises(each, code) === false)
    ? false
    : promises(made, code);
  if (returns === 'promise' && promised === false) return 'does not return a promise';
  if (returns === 'value' && promised === true) return 'returns a promise';
  const isPlain = [...signatures, made].some((each) => resolvesWithoutObject(each, code));
  if (object && isPlain) return 'does not resolve with credentials';
  if (keys.length > 0 && isPlain) return without(keys);
  const wrapped = object ? wrapsCredentials(made, code) : undefined;
  if (wrapped) return `resolves with ${wrapped} around the credentials`;
  const missing = missingKeys(made, keys, code);
  return missing.length > 0 ? without(missing) : undefined;
}

const without = (keys: readonly string[]): string =>
  `returns a value without ${keys.map((key) => `"${key}"`).join(' and ')}`;

const SECRETS = /(credentials?|tokens?|secrets?)$/i;

/** `(credentials: Tokens, userId: string)`, also by the names alone. */
const isSwapped = ([first, second]: readonly Parameter[], takes: Shape['takes']) =>
  takes[0] === 'text' &&
  takes[1] === 'object' &&
  ((second?.type === 'string' && first?.type !== undefined && !/\bstring\b/.test(first.type)) ||
    (SECRETS.test(first?.name ?? '') && USER.test(second?.name ?? '')));

/** Whether the type of a parameter excludes its argument. */
function isOther(parameter: Parameter | undefined, given: Shape['takes'][number] | undefined) {
  const { name = '', type = '' } = parameter ?? {};
  // `...[userId, credentials]`
  if (!parameter || parameter.rest || !given) return false;
  return given === 'text'
    ? name === '' || /^(\{|number$|boolean$|\w+\[\]$)/.test(type)
    : /^(string|number|boolean)$/.test(type);
}

/** In TypeScript, a parameter without a type has it from elsewhere, and whether it is optional, too. */
function requiredOf({ file, function: { parameters } }: LocatedFunction): number {
  const isTyped = /tsx?$/.test(file.path);
  return parameters.filter(({ optional, type }) => !optional && (!isTyped || type !== undefined))
    .length;
}

const counted = (count: number) =>
  count === 0 ? 'no arguments' : `${count} ${count === 1 ? 'argument' : 'arguments'}`;

const PLAIN: ReadonlySet<string> = new Set(['string', 'template', 'array', 'function']);

/** Of every returned object literal. */
function missingKeys(
  { file, function: made }: LocatedFunction,
  keys: readonly string[],
  code: Code,
) {
  const returned = made.returned.filter(isSomething);
  if (returned.some((value) => PLAIN.has(code.resolve({ file, value }).value.is))) return keys;
  const objects = returned.map((value) => code.object({ file, value }));
  return keys.filter((key) =>
    objects.some(
      (object) => object && !object.partial && object.properties.every((each) => each.key !== key),
    ),
  );
}
