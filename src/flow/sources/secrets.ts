import type { Code, Located } from '../../model/code.js';
import type { CallValue } from '../../model/facts.js';
import { TaintTracker } from '../tracker.js';
import { TAINTED, CLEAN, type Taint } from '../taint.js';
import { lastName } from '../values/children.js';
import { loadsCredentials, secretsBeside, sentSecrets } from './credentials.js';
import { isEnvironment, readsListed, readsSecret } from './environment.js';
import { failedRequest } from './failed-requests.js';
import { printedEnvironment } from './printed-environment.js';
import { selectsByName } from './selected-names.js';
import { requestSecrets } from './requests.js';
import { isLog } from '../sinks/logs.js';
import { isSecretName, words } from '../../model/secret-names.js';

/** `getCredentials()`, `readToken()` */
const READS = /^(get|read|load|find|fetch|require)_/;
const SANITIZERS =
  /redact|mask|hide|scrub|saniti[sz]e|censor|obfuscate|omit|strip|without|fingerprint|hash/i;
/** Names of classes: `Credentials`. */
const CLASS = /^[A-Z][a-z]/;

const TRACKERS = new WeakMap<Code, TaintTracker>();

/** Tracks secrets: the environment, credentials that callers present, and values with the name of a secret. */
export function secretFlow(code: Code): TaintTracker {
  let tracker = TRACKERS.get(code);
  if (!tracker) {
    tracker = new TaintTracker(code, {
      source: (value) => sourceTaint(value, code),
      keepsKey: (key) => isSecretName(key) || /^(\*|\d+)$/.test(key),
      rest: secretsBeside,
      methods:
        /^(trim|trimStart|trimEnd|toString|valueOf|toLowerCase|toUpperCase|padStart|padEnd|filter)$/,
      propagators:
        /^(#JSON\.stringify|#encodeURI(Component)?|#btoa|#Buffer\.from|node:util#(inspect|format))$/,
      isSink: (call) => isLog(call, code),
      sanitizers: SANITIZERS,
      cleans: (call) => selectsByName(call, code),
    });
    TRACKERS.set(code, tracker);
  }
  return tracker;
}

/** It has the name of a secret and is not a constant. */
export const isSecret = ({ file, value }: Located, code: Code): boolean =>
  isSecretName(lastName(value)) &&
  !CLASS.test(lastName(value)) &&
  code.constant({ file, value }) === undefined;

function sourceTaint({ file, value }: Located, code: Code): Taint | undefined {
  const request = failedRequest({ file, value }, code);
  if (request) return request;
  switch (value.is) {
    case 'member':
      // It cannot be determined which header this is.
      if (value.name === '*' && lastName(value.object) === 'headers') return CLEAN;
      if (words(value.name) === 'authorization')
        return lastName(value.object) === 'headers' ? TAINTED : undefined;
      if (isEnvironment({ file, value }, code) || readsSecret({ file, value }, code))
        return TAINTED;
      if (readsListed({ file, value }, code)) return CLEAN;
      return isSecret({ file, value }, code) ? TAINTED : undefined;
    case 'name': {
      const declaration = file.facts.declarations[value.declaration];
      const fromRequest =
        (declaration && requestSecrets(file, declaration, code)) ??
        sentSecrets({ file, value }, code);
      if (fromRequest) return fromRequest;
      if (words(value.name) === 'authorization') return undefined;
      if (isEnvironment({ file, value }, code)) return TAINTED;
      if (!isSecretName(value.name) || CLASS.test(value.name))
        return printedEnvironment({ file, value }, code);
      return code.constant({ file, value }) === undefined ? TAINTED : CLEAN;
    }
    case 'call': {
      const name = lastName(value.callee);
      if (name === 'get' && isCredentialHeader(value)) return TAINTED;
      if (loadsCredentials({ file, value }, code)) return TAINTED;
      return (READS.test(words(name)) && isSecretName(name)) || readsSecret({ file, value }, code)
        ? TAINTED
        : printedEnvironment({ file, value }, code);
    }
    default:
      return undefined;
  }
}

/** `headers.get('authorization')`, also of a request that the server sends. */
const isCredentialHeader = ({ callee, arguments: [name] }: CallValue): boolean =>
  callee.is === 'member' &&
  /headers$/i.test(lastName(callee.object)) &&
  name?.is === 'string' &&
  /^((proxy-)?authorization|cookie)$/i.test(name.value);
