import { loadsCredentials } from '../../../flow/sources/credentials.js';
import { lastName } from '../../../flow/values/children.js';
import { directCall } from '../../../flow/values/direct-call.js';
import { parameterOf } from '../../../flow/values/parameter.js';
import { passedTo } from '../../../flow/values/passed.js';
import { possibleValues } from '../../../flow/values/possible.js';
import type { Code, Located } from '../../../model/code.js';
import type { CallValue, Declaration, Value } from '../../../model/facts.js';
import type { ProviderModel } from '../../../model/project.js';
import { words } from '../../../model/secret-names.js';
import { USER } from './user-names.js';

/** The functions of the contract whose first argument is a user. */
export const TAKES_USER = /^(get|save)Credentials$/;
/** Names of what `saveCredentials` takes in the second place. */
const CREDENTIALS = /(^|_)(credentials?|tokens?|api_?key|password)$/;

/** A user that a call of the contract gets, and the name of the function that is called. */
interface Used extends Located {
  called: string;
}

const USED = new WeakMap<Code, readonly Used[]>();

/** Credentials that a file of the provider passes as the user, through other functions. */
export function swappedUsers({ project, files }: ProviderModel): readonly Used[] {
  const { code } = project;
  let used = USED.get(code);
  if (!used) {
    const all = [...project.files.values()].filter(({ test }) => !test);
    used = all.flatMap((file) =>
      file.facts.calls.flatMap((value) => usersOf({ file, value }, code)),
    );
    USED.set(code, used);
  }
  return used.filter(({ file }) => files.includes(file));
}

/** Whether a value is certainly credentials, by what it holds or by its name. Callers answer for a parameter. */
export function isNoUser(user: Located, code: Code): boolean {
  const name = lastName(untrimmed(user.value));
  if (code.object(user) || CREDENTIALS.test(words(name))) return true;
  const isEnd = (each: Located) => loadsCredentials(each, code);
  return !parameterOf(user, code) && possibleValues(user, code, isEnd).every(isEnd);
}

/** `token` of `token.trim()` */
const untrimmed = (value: Value): Value =>
  value.is === 'call' &&
  value.callee.is === 'member' &&
  /^(trim\w*|toString)$/.test(lastName(value.callee))
    ? untrimmed(value.callee.object)
    : value;

function usersOf(written: Located<CallValue>, code: Code): readonly Used[] {
  const { file, value } = directCall(written, code);
  const [first, second] = value.arguments;
  if (!first) return [];
  const called = contractName({ file, value: value.callee }, code);
  if (called !== undefined) {
    const user = { file, value: unspread(first) };
    // The direct call itself is looked at elsewhere.
    const isDirect = TAKES_USER.test(lastName(value.callee));
    if (!isNoUser(user, code)) return givenFor(user, code).map((each) => ({ ...each, called }));
    return isDirect ? [] : [{ ...user, called }];
  }
  const wrapped = wrappedIn({ file, value: value.callee }, code);
  const isSwapped = second && USER.test(lastName(second)) && isNoUser({ file, value: first }, code);
  return wrapped && isSwapped ? [{ file, value: first, called: wrapped }] : [];
}

/** The function of the contract that a callee is, also under another name or as a parameter. */
export function contractName(callee: Located, code: Code): string | undefined {
  const { value } = callee;
  if (value.is !== 'name' && value.is !== 'member') return undefined;
  if (TAKES_USER.test(value.name)) return value.name;
  return [code.origin(callee), ...passedTo(callee, code).map(({ origin }) => origin)]
    .map((origin) => {
      if (origin.is !== 'declared') return '';
      return origin.path || (origin.declaration.path.at(-1) ?? origin.declaration.name);
    })
    .find((name) => TAKES_USER.test(name));
}

/** `persist` of `const persist = wrap(auth.saveCredentials)`, where `wrap` is of a package. */
function wrappedIn(callee: Located, code: Code): string | undefined {
  if (callee.value.is !== 'name') return undefined;
  const { file, value } = code.resolve(callee);
  if (value.is !== 'call' || code.functions(callee).length > 0) return undefined;
  return value.arguments
    .map((given) => contractName({ file, value: given }, code))
    .find((name) => name === 'saveCredentials');
}

/** What callers give for a parameter that is the user, as far as it is none. */
function givenFor(user: Located, code: Code, seen = new Set<Declaration>()): readonly Located[] {
  const parameter = parameterOf(user, code);
  if (!parameter || seen.has(parameter.declaration)) return [];
  seen.add(parameter.declaration);
  const { parameter: position = 0 } = parameter.declaration;
  const isRest = parameter.function.parameters[position]?.rest === true;
  return code.callers(parameter).flatMap((call) => {
    const found = code.argument(call, isRest ? String(position) : parameter.path);
    if (!found) return [];
    const given = { file: found.file, value: unspread(found.value) };
    return isNoUser(given, code) ? [given] : givenFor(given, code, seen);
  });
}

/** The first item of a list that is spread comes first. */
const unspread = (given: Value): Value => (given.is === 'spread' ? given.value : given);
