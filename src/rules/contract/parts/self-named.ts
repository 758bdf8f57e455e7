import { sendsRequest } from '../../../flow/sinks/network.js';
import { descendants, lastName } from '../../../flow/values/children.js';
import { directCall } from '../../../flow/values/direct-call.js';
import { parameterOf } from '../../../flow/values/parameter.js';
import { possibleValues } from '../../../flow/values/possible.js';
import type { Code, Located } from '../../../model/code.js';
import type { CallValue, Declaration, Value } from '../../../model/facts.js';
import type { SourceFile } from '../../../model/project.js';
import { isSecretName, words } from '../../../model/secret-names.js';
import { contractName } from './swapped-user.js';
import { partIn, placeIn, type ValuePlace } from './value-place.js';

const SAVES = /^(save|replace)Credentials$/;
/** Names of credentials as a whole. */
const WHOLE = /(^|_)(credentials?|tokens?|token_set|token_response|grant)$/;
/** Methods and functions that leave one name of another. */
const METHODS = /^(trim\w*|to(Lower|Upper)Case|toString|normalize)$/;

/** Users that credentials are stored for, and that the credentials or the response with them name themselves. */
export const selfNamed = (file: SourceFile, code: Code): readonly Located[] =>
  file.facts.calls.flatMap((call) => {
    const { value } = directCall({ file, value: call }, code);
    const [user, stored] = value.arguments;
    if (!user || !stored) return [];
    const called = contractName({ file, value: value.callee }, code) ?? lastName(value.callee);
    return SAVES.test(called) ? namedBy({ file, value: user }, { file, value: stored }, code) : [];
  });

/** Callers answer where both are parameters of one function. */
function namedBy(
  user: Located,
  stored: Located,
  code: Code,
  seen = new Set<Declaration>(),
): readonly Located[] {
  const wholes = wholesOf(stored, code);
  const names = wholes.length > 0 ? namesOf(user.value) : [];
  const isNamed =
    names.length > 0 &&
    names.every((name) => isPart({ file: user.file, value: name }, wholes, code));
  if (isNamed) return [user];
  const [first, second] = [parameterOf(user, code), parameterOf(stored, code)];
  if (!first || first.function !== second?.function || seen.has(first.declaration)) return [];
  seen.add(first.declaration);
  return code.callers(first).flatMap((call) => {
    const [given, kept] = [code.argument(call, first.path), code.argument(call, second.path)];
    return given && kept ? namedBy(given, kept, code, seen) : [];
  });
}

/** The objects that what is stored is taken from: `tokens` of `{ accessToken: tokens.access_token }`. */
function wholesOf({ file, value }: Located, code: Code): readonly ValuePlace[] {
  if (value.is !== 'object') {
    const place = placeIn({ file, value }, code);
    return place && isWhole(place, lastName(value), code) ? [place] : [];
  }
  return value.entries.flatMap((entry) => {
    const part = { file, value: entry.value };
    const place = placeIn(part, code);
    if (!place) return [];
    if (entry.is === 'spread') return isWhole(place, lastName(entry.value), code) ? [place] : [];
    const { keys } = place;
    if (keys.length === 0 || !isSecretName(entry.key)) return [];
    const parent = { ...place, keys: keys.slice(0, -1) };
    const { object } = entry.value.is === 'member' ? entry.value : { object: undefined };
    return isWhole(parent, object ? lastName(object) : '', code) ? [parent] : [];
  });
}

/** It has the name of credentials, or an API has sent it. An entry of a list of users has neither. */
const isWhole = (place: ValuePlace, name: string, code: Code): boolean =>
  WHOLE.test(words(name)) || WHOLE.test(words(place.keys.at(-1) ?? '')) || isResponse(place, code);

const isResponse = ({ file, base }: ValuePlace, code: Code): boolean =>
  'is' in base &&
  possibleValues({ file, value: base }, code).some(
    (each) =>
      each.value.is === 'call' &&
      (lastName(each.value.callee) === 'json' ||
        sendsRequest(code.target(each as Located<CallValue>), code)),
  );

/** What the text of a name depends on; behind `??` it is meant for those without the first. */
function namesOf(value: Value): readonly Value[] {
  switch (value.is) {
    case 'template':
      return value.values.flatMap(namesOf);
    case 'compound': {
      const { operator, parts } = value;
      if (/^(\?\?|\|\||await)$/.test(operator)) return parts.slice(0, 1).flatMap(namesOf);
      if (operator === '+') return parts.filter(({ is }) => is !== 'string').flatMap(namesOf);
      return [value];
    }
    case 'call': {
      const { callee, arguments: given } = value;
      if (callee.is === 'member' && METHODS.test(callee.name)) return namesOf(callee.object);
      return callee.is === 'name' && callee.name === 'String' ? given.flatMap(namesOf) : [value];
    }
    default:
      return [value];
  }
}

/** A property of these objects, or of the response to a request that was sent with them. */
function isPart(name: Located, wholes: readonly ValuePlace[], code: Code): boolean {
  const place = placeIn(name, code);
  if (!place || place.keys.length === 0) return false;
  const isIn = (of: ValuePlace) => wholes.some((whole) => partIn(of, whole) !== undefined);
  if (isIn(place)) return true;
  return 'is' in place.base && isResponse(place, code) && sentWith(place, isIn, code);
}

/** Something that the request consists of is a part of them, also by way of variables. */
function sentWith(
  { file, base }: ValuePlace,
  isIn: (of: ValuePlace) => boolean,
  code: Code,
): boolean {
  const open: Value[] = 'is' in base ? [base] : [];
  const seen = new Set<Value>();
  for (let next = open.pop(); next; next = open.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    for (const part of descendants(next)) {
      if (part.is !== 'name' && part.is !== 'member') continue;
      const place = placeIn({ file, value: part }, code);
      if (!place) continue;
      if (isIn(place)) return true;
      if ('is' in place.base && place.file === file) open.push(place.base);
    }
  }
  return false;
}
