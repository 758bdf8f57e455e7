import { variableRead } from '../../../flow/sources/environment.js';
import { descendants, lastName, rootOf } from '../../../flow/values/children.js';
import { passedTo } from '../../../flow/values/passed.js';
import { possibleValues } from '../../../flow/values/possible.js';
import { parametersOf } from '../../../flow/values/functions.js';
import type { Code, Located, LocatedFunction } from '../../../model/code.js';
import type { Value } from '../../../model/facts.js';
import { isSameOrigin } from '../../../model/origin.js';
import { isConstant } from './constant-bytes.js';

/** Functions whose result is another one each time, or depends on what is stored beside the text. */
const FRESH =
  /^(random\w*|getRandomValues|generateKey\w*|scrypt(Sync)?|pbkdf2(Sync)?|hkdf(Sync)?|derive\w*|diffieHellman|computeSecret|unwrap\w*|decapsulate)$/;
/** Modes without a vector, or with the same one for all texts. */
const WITHOUT = /siv|wrap|ecb/i;
/** What a record is called: the same for each new version of it. */
const RECORD =
  /^(id|sub|subject|email|((user|owner|account|tenant|team|customer|record|row)(_?id)?))$/i;

interface Encryption {
  key: Located | undefined;
  /** What is encrypted with, such as `aes-256-gcm`. */
  algorithm: Located | undefined;
}

/** A constant, what is made once or of the key, or a variable of the environment: the same for all texts of a key. */
export function isAlwaysSame(vector: Located, { key, algorithm }: Encryption, code: Code): boolean {
  const mode = algorithm && code.constant(algorithm);
  if (typeof mode === 'string' && WITHOUT.test(mode)) return false;
  const keys = key ? possibleValues(key, code) : [];
  // A key for one text needs no other vector than the next one.
  if (keys.length > 0 && keys.every((each) => isMadeHere(each))) return false;
  if (isConstant(vector, code)) return true;
  if ([vector, ...passedTo(vector, code)].some((each) => isMadeOnce(each, code))) return true;
  if (isConstant(vector, code, (part) => namesRecord(part, code))) return true;
  const all = key && !isFresh(key, code) ? [key, ...keys].flatMap(partsOf) : [];
  return isConstant(vector, code, sameAs(all, code));
}

/** `id` and `record.id` that a function is given, unless a call passes one that it makes. */
function namesRecord({ file, value }: Located, code: Code): boolean {
  const root = rootOf(value);
  const declaration = root.is === 'name' ? file.facts.declarations[root.declaration] : undefined;
  return (
    declaration?.kind === 'parameter' &&
    RECORD.test(lastName(value)) &&
    passedTo({ file, value }, code).every((each) => code.resolve(each).value.is !== 'call')
  );
}

/** What is always the same for one key: the key, the environment, and what functions of the project make of these. */
function sameAs(keys: readonly Located[], code: Code): (part: Located) => boolean {
  const known = new Map<Value, boolean>();
  const isSame = (part: Located): boolean =>
    variableRead(part, code) !== undefined ||
    keys.some((each) => isOne(each, part, code)) ||
    isResult(part);
  const isResult = ({ file, value }: Located): boolean => {
    if (value.is !== 'call' || value.construct) return false;
    const found = known.get(value);
    if (found !== undefined) return found;
    // A function that calls itself: the result does not depend on this call alone.
    known.set(value, false);
    const runs = code.implementations({ file, value });
    const result =
      runs.length > 0 &&
      value.arguments.every((each) => isConstant({ file, value: each }, code, isSame)) &&
      runs.every((run) =>
        run.function.returned.every((each) =>
          isConstant(
            { file: run.file, value: each },
            code,
            (part) => isParameter(part, run) || isSame(part),
          ),
        ),
      );
    known.set(value, result);
    return result;
  };
  return isSame;
}

const isParameter = ({ file, value }: Located, run: LocatedFunction): boolean => {
  const root = rootOf(value);
  const declaration = root.is === 'name' ? file.facts.declarations[root.declaration] : undefined;
  return declaration !== undefined && parametersOf(run.file, run.function).includes(declaration);
};

/** The key is made for this text: `const key = randomBytes(32)` in the function. */
const isMadeHere = ({ value }: Located): boolean =>
  value.is === 'call' && value.within !== -1 && /^random|^generateKey/.test(lastName(value.callee));

/** It is made of something that is another one each time. */
function isFresh(key: Located, code: Code): boolean {
  const seen = new Set<Value>();
  const open = [key];
  for (let at = open.pop(); at; at = open.pop()) {
    for (const { file, value } of possibleValues(at, code)) {
      if (seen.has(value)) continue;
      seen.add(value);
      for (const part of descendants(value)) {
        const isCall = part.is === 'call' && FRESH.test(lastName(part.callee));
        if (isCall && !isConstant({ file, value: part }, code)) return true;
        if (part.is === 'name' && part !== value) open.push({ file, value: part });
      }
    }
  }
  return false;
}

/** Also what the bytes of the key are read from: `Buffer.from(secret, 'hex')`. */
const partsOf = ({ file, value }: Located): Located[] => [
  { file, value },
  ...[...descendants(value)].flatMap((part) => (part.is === 'name' ? [{ file, value: part }] : [])),
];

/** Two uses of one variable or field. */
function isOne(one: Located, other: Located, code: Code): boolean {
  if (one.value === other.value) return true;
  if (!isNamed(one) || !isNamed(other)) return false;
  if (isSameOrigin(code.origin(one), code.origin(other))) return true;
  const path = code.path(one.value);
  return one.file === other.file && path.startsWith('this.') && path === code.path(other.value);
}

const isNamed = ({ value }: Located) => value.is === 'name' || value.is === 'member';

/** In another place than this one: a value that is written here is made whenever it is used. */
function isMadeOnce(located: Located, code: Code): boolean {
  const origin = code.origin(located);
  if (origin.is === 'value')
    return (
      origin.value !== located.value && origin.value.is === 'call' && origin.value.within === -1
    );
  return (
    origin.is === 'declared' &&
    origin.declaration.within === -1 &&
    origin.declaration.init !== undefined
  );
}
