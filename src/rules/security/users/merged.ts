import { variableRead } from '../../../flow/sources/environment.js';
import { descendants, lastName } from '../../../flow/values/children.js';
import { possibleValues } from '../../../flow/values/possible.js';
import type { Code, Located } from '../../../model/code.js';
import type { CallValue, Value } from '../../../model/facts.js';
import { words } from '../../../model/secret-names.js';

/** Claims that several users have in common. */
const SHARED =
  /^(iss|issuer|tid|tenant|tenant_id|aud|audience|client_id|azp|app_?id|org|org_id|organi[sz]ation|organi[sz]ation_id|hd|realm|email_domain|given_name|family_name|roles?|scopes?|scp)$/;
/** What tells users apart, in the form of `words`. */
const SUBJECT = /(^|_)(sub|subject|user_id|oid|uid|uuid)$/;
const EMAIL = /(^|_)(e?mail|upn|preferred_username)$/;
const CUTS = /^(slice|substring|substr)$/;
const CASE = /^to(Locale)?(Lower|Upper)Case$/;
const REPLACES = /^replace(All)?$/;
/** All characters but some. */
const ALL_BUT = /\[\^|\\W|\\D/;
const SAME = /^(trim\w*|toString|normalize)$/;

const ALL = 'All users become one user.';

/** What two users must have in common to get the same value as their ID, in a sentence; undefined where none is known. */
export function mergedUsers(user: Located, code: Code): string | undefined {
  const constant = code.constant(user);
  if (constant !== undefined) return constant === '' ? undefined : ALL;
  const values = possibleValues(user, code, (each) => certain(each, code) !== undefined).map(
    (each) => certain(each, code) ?? each,
  );
  const isVariable = (each: Located) => variableRead(each, code) !== undefined;
  const others = values.filter((each) => !isVariable(each));
  // A table of constants has several users; what replaces a variable that is not set is the only one.
  if (others.length < values.length && others.every((each) => code.constant(each) !== undefined))
    return ALL;
  const found = values.map((each) => mergedIn(each, code));
  const [first] = found;
  return found.every((each) => each !== undefined) ? first : undefined;
}

/** `sub.split('|')[0]` of `sub.split('|')[0] ?? sub`: a text always has a first part. */
function certain(user: Located, code: Code): Located | undefined {
  const { file, value } = code.resolve(user);
  const [first] =
    value.is === 'compound' && /^(\?\?|\|\|)$/.test(value.operator) ? value.parts : [];
  return first && (itemOf({ file, value: first }, code) !== undefined || isOfPart(first))
    ? { file, value: first }
    : undefined;
}

function mergedIn(located: Located, code: Code): string | undefined {
  const { file, value } = located;
  const inner = (part: Value) => mergedUsers({ file, value: part }, code);
  switch (value.is) {
    case 'template':
      return together(value.values, located, code);
    case 'compound':
      return value.operator === '+'
        ? together(
            value.parts.filter(({ is }) => is !== 'string'),
            located,
            code,
          )
        : undefined;
    case 'call':
      return (value.callee.is === 'name' && value.callee.name === 'String') ||
        (value.callee.is === 'member' && SAME.test(value.callee.name))
        ? inner(value.callee.is === 'member' ? value.callee.object : (value.arguments[0] ?? value))
        : (cutIn({ file, value }, code) ??
            (isChanged(value) ? inner(value.callee.object) : undefined));
    case 'name':
    case 'member':
      return itemOf(located, code) ?? sharedBy(keyOf(located));
    default:
      return undefined;
  }
}

/** `sub.toLowerCase().slice(0, 32)`: what came before is lost all the same. */
const isChanged = (
  value: CallValue,
): value is CallValue & { callee: Extract<Value, { is: 'member' }> } =>
  value.callee.is === 'member' &&
  [CUTS, CASE, REPLACES].some((each) =>
    each.test(value.callee.is === 'member' ? value.callee.name : ''),
  );

/** A text is a user's own where one of its parts is. */
function together(parts: readonly Value[], { file }: Located, code: Code): string | undefined {
  const found = parts.map((part) => mergedUsers({ file, value: part }, code));
  return found.every((each) => each !== undefined) ? found.at(-1) : undefined;
}

const sharedBy = (name: string): string | undefined =>
  SHARED.test(words(name)) ? `All users with the same "${name}" become one user.` : undefined;

/** `sub.slice(0, 8)`, `sub.toLowerCase()`, `sub.replace(/[^a-z]/g, '')`, `email.split('@').at(-1)` */
function cutIn({ file, value }: Located<CallValue>, code: Code): string | undefined {
  const { callee, arguments: given } = value;
  if (callee.is !== 'member') return undefined;
  const { object, name: method } = callee;
  const [first, second] = given;
  if (/^(at|pop|shift)$/.test(method)) {
    const position = method === 'at' ? code.constant({ file, value: first ?? value }) : undefined;
    return itemIn({ file, value: object }, method === 'shift' || position === 0, code);
  }
  const name = keyOf({ file, value: object });
  const [start] = first?.is === 'literal' ? [first.value] : [];
  const isSubject = SUBJECT.test(words(name));
  const whole = keyOf({ file, value: partOf(object) });
  if (CASE.test(method) && SUBJECT.test(words(whole)))
    return `Users whose "${whole}" differs only in case become one user.`;
  if (isSubject && CUTS.test(method) && start === 0 && second) return beginning(name);
  if (EMAIL.test(words(name)) && CUTS.test(method) && first && !second && isBehindAt(first))
    return sameIn(name, 'domain');
  const isAllBut =
    first?.is === 'literal' && first.type === 'regexp' && ALL_BUT.test(String(first.value));
  if (isSubject && REPLACES.test(method) && isAllBut && second?.is === 'string')
    return `Users whose "${name}" differs only in the replaced characters become one user.`;
  const side =
    REPLACES.test(method) && second?.is === 'string' && first ? sideOf(first) : undefined;
  if (side === 'domain' && (isSubject || EMAIL.test(words(name)))) return sameIn(name, side);
  if (side === 'beginning' && isSubject) return beginning(name);
  return undefined;
}

/** What a replacement leaves: `/^.*@/` the domain, `/@.*$/` and `/#.+/` the beginning. The issuer in front is one for all. */
function sideOf(pattern: Value): 'domain' | 'beginning' | undefined {
  if (pattern.is !== 'literal' || pattern.type !== 'regexp') return undefined;
  const text = String(pattern.value).replace(/^\/|\/\w*$/g, '');
  if (/^\^?\.[*+]\??@$/.test(text)) return 'domain';
  return /[^^]\.[*+]\$?$/.test(text) ? 'beginning' : undefined;
}

const beginning = (name: string) => `Users whose "${name}" begins alike become one user.`;

const sameIn = (name: string, part: string) =>
  `All users with the same ${part} in "${name}" become one user.`;

/** `email.indexOf('@') + 1` */
const isBehindAt = (start: Value): boolean =>
  [...descendants(start)].some((part) => part.is === 'string' && part.value === '@');

/** `email.split('@')[1]`, also of `const [name, domain] = email.split('@')`. */
function itemOf(located: Located, code: Code): string | undefined {
  const { file, value } = located;
  if (value.is === 'member')
    return /^(\d+|\*)$/.test(value.name)
      ? itemIn({ file, value: value.object }, value.name === '0' || isFirst(value.computed), code)
      : undefined;
  const declared = value.is === 'name' ? file.facts.declarations[value.declaration] : undefined;
  const [key, ...others] = declared?.path ?? [];
  if (!declared?.init || key === undefined || others.length > 0 || !/^\d+$/.test(key))
    return undefined;
  return itemIn({ file, value: declared.init }, key === '0', code);
}

const isFirst = (computed: Value | undefined) => computed?.is === 'literal' && computed.value === 0;

function itemIn(list: Located, isAtStart: boolean, code: Code): string | undefined {
  const { file, value } = code.resolve(list);
  if (value.is !== 'call' || value.callee.is !== 'member' || value.callee.name !== 'split')
    return undefined;
  const [separator] = value.arguments;
  const name = keyOf({ file, value: value.callee.object });
  const isAddress =
    EMAIL.test(words(name)) && separator?.is === 'string' && separator.value === '@';
  if (isAddress) return sameIn(name, isAtStart ? 'name' : 'domain');
  return isAtStart && SUBJECT.test(words(name)) ? beginning(name) : undefined;
}

/** What a value is called where it comes from: `sub` of `const { sub: subject } = claims`, also of `subject.trim()`. */
function keyOf({ file, value: written }: Located): string {
  const value = unwrapped(written);
  const declared = value.is === 'name' ? file.facts.declarations[value.declaration] : undefined;
  return declared?.path.at(-1) ?? lastName(value);
}

/** `userId.split('|').at(-1)?.toLowerCase()`: there is always a last part. */
const isOfPart = (value: Value): boolean =>
  partOf(value) !== value ||
  (value.is === 'call' && value.callee.is === 'member' && isOfPart(value.callee.object));

/** `userId` of `userId.split('|').at(-1)` */
function partOf(value: Value): Value {
  if (value.is === 'member' && /^(\d+|\*)$/.test(value.name)) return partOf(value.object);
  const isPart =
    value.is === 'call' &&
    value.callee.is === 'member' &&
    /^(split|at|pop|shift)$/.test(value.callee.name);
  return isPart && value.callee.is === 'member' ? partOf(value.callee.object) : value;
}

function unwrapped(value: Value): Value {
  if (value.is === 'compound' && /^(\?\?|\|\|)$/.test(value.operator) && value.parts[0])
    return unwrapped(value.parts[0]);
  if (value.is !== 'call') return value;
  const { callee, arguments: given } = value;
  if (callee.is === 'member' && SAME.test(callee.name)) return unwrapped(callee.object);
  const [converted] = callee.is === 'name' && callee.name === 'String' ? given : [];
  return converted ? unwrapped(converted) : value;
}
