import type { Code, Located } from '../../../model/code.js';
import { Follow } from '../follow/follow.js';
import { ALL, NOWHERE, type Ways } from '../follow/ways.js';
import { foreignName } from '../values/origins.js';
import { lastName } from '../values/parts.js';
import { presentedIn } from './incoming.js';
import { isLog } from './logs.js';
import { isSecretName, words } from './names.js';

const ENVIRONMENT = '#process.env';
/** `getCredentials()`, `readToken()` */
const READS = /^(get|read|load|find|fetch|require)_/;
const HIDES =
  /redact|mask|hide|scrub|saniti[sz]e|censor|obfuscate|omit|strip|without|fingerprint|hash/i;
/** Names of the kind of a thing: `Credentials` the class. */
const KIND = /^[A-Z][a-z]/;

const FOLLOWS = new WeakMap<Code, Follow>();

/** Where values have secrets in them, by what these are called where they come in. */
export function secretsIn(code: Code): Follow {
  let follow = FOLLOWS.get(code);
  if (!follow) {
    follow = new Follow(code, {
      seed: (value) => seed(value, code),
      keeps: (key) => isSecretName(key) || key === '*',
      methods:
        /^(trim|trimStart|trimEnd|toString|valueOf|toLowerCase|toUpperCase|padStart|padEnd|filter)$/,
      passes:
        /^(#JSON\.stringify|#encodeURI(Component)?|#btoa|#Buffer\.from|node:util#(inspect|format))$/,
      judged: (call) => isLog(call, code),
      hides: HIDES,
    });
    FOLLOWS.set(code, follow);
  }
  return follow;
}

/** A name for a secret, and what it is the name of is not to be seen in the source. */
export const isSecret = ({ file, value }: Located, code: Code): boolean =>
  isSecretName(lastName(value)) &&
  !KIND.test(lastName(value)) &&
  code.constant({ file, value }) === undefined;

function seed({ file, value }: Located, code: Code): Ways | undefined {
  switch (value.is) {
    case 'member':
      // Which of the headers it is cannot be seen.
      if (value.name === '*' && lastName(value.object) === 'headers') return NOWHERE;
      if (words(value.name) === 'authorization')
        return lastName(value.object) === 'headers' ? ALL : undefined;
      if (value.name === 'env' && foreignName(code, { file, value }) === ENVIRONMENT) return ALL;
      return isSecret({ file, value }, code) ? ALL : undefined;
    case 'name': {
      const declaration = file.facts.declarations[value.declaration];
      const presented = declaration && presentedIn(file, declaration);
      if (presented) return presented;
      if (words(value.name) === 'authorization') return undefined;
      if (value.name === 'env' && foreignName(code, { file, value }) === ENVIRONMENT) return ALL;
      if (!isSecretName(value.name) || KIND.test(value.name)) return undefined;
      return code.constant({ file, value }) === undefined ? ALL : NOWHERE;
    }
    case 'call': {
      const name = lastName(value.callee);
      return READS.test(words(name)) && isSecretName(name) ? ALL : undefined;
    }
    default:
      return undefined;
  }
}
