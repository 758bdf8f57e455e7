import type { Code, Located, Origin } from '../../model/code.js';
import { lastName } from '../values/children.js';
import { passedTo } from '../values/passed.js';
import { CLEAN, TAINTED, type Taint } from '../taint.js';
import { TaintTracker } from '../tracker.js';
import { environmentTaint } from './environment.js';
import { failedRequest } from './failed-requests.js';
import { selectsByName } from './selected-names.js';
import { isSecretName, words } from '../../model/secret-names.js';

/** Functions of the contract that return credentials. */
const LOADERS = /^(getCredentials|replaceCredentials)$/;
/** Properties that describe credentials but are not secret. */
const ABOUT = /^(length|size|scopes?|expires\w*|expiry|issued\w*|type|kind|name)$/i;

/** Properties that name the caller or the address of the API, in the form of `words`. */
const NAMES =
  /(^|_)(user|user_?name|user_id|login|e?mail|account|account_id|sub_?domain|domain|host|host_?name|site|shop|instance|region|tenant|tenant_id|workspace|org|organi[sz]ation|url|endpoint|client_id)$/;

/** Names of environment variables. */
const VARIABLE = /^([A-Z][A-Z0-9_]*|npm_\w+)$/;

type Trackers = Readonly<
  Record<'all' | 'ofCaller' | 'secretsOfCaller' | 'environment', TaintTracker>
>;

const TRACKERS = new WeakMap<Code, Trackers>();

/** Tracks what getCredentials() returns, the environment as a whole, and its variables with secrets. */
export const credentialFlow = (code: Code): TaintTracker => trackersOf(code).all;

/** Tracks only what getCredentials() returns: it belongs to one caller. */
export const callerCredentialFlow = (code: Code): TaintTracker => trackersOf(code).ofCaller;

/** Tracks what of it grants access, without names and addresses. */
export const callerSecretFlow = (code: Code): TaintTracker => trackersOf(code).secretsOfCaller;

/** Tracks only the environment as a whole, and its variables with secrets. */
export const environmentFlow = (code: Code): TaintTracker => trackersOf(code).environment;

/** Secrets that credentials consist of together. */
const PAIRS = [
  ['accessToken', 'refreshToken'],
  ['username', 'password'],
];

/** What credentials hold beside the parts with these names: all of it, where none of these is a secret. */
export function secretsBeside(keys: ReadonlySet<string>): Taint {
  const pairs = PAIRS.filter((pair) => pair.some((key) => keys.has(key)));
  if (pairs.length === 0) return [...keys].some(isSecretName) ? CLEAN : TAINTED;
  return pairs.flat().flatMap((key) => (isSecretName(key) && !keys.has(key) ? [[key]] : []));
}

function trackersOf(code: Code): Trackers {
  let trackers = TRACKERS.get(code);
  if (!trackers) {
    const policy = (
      source: (value: Located) => Taint | undefined,
      keepsKey = (key: string) => !ABOUT.test(key),
    ) =>
      new TaintTracker(code, {
        source,
        keepsKey,
        rest: secretsBeside,
        textParts: /^(searchParams|search|hash|username|password)$/,
        methods: /^(trim|trimStart|trimEnd|toString|slice|substring|then|catch|finally|at|concat)$/,
        propagators:
          /^(#JSON\.stringify|#String|#encodeURI(Component)?|#btoa|#Buffer\.from|#Object\.(assign|entries|values|fromEntries)|#structuredClone|#Promise\.(all|resolve)|node:util#(inspect|format)|node:stream#Readable\.from)$/,
        sanitizers: /redact|mask|fingerprint|hash/i,
        cleans: (call) => selectsByName(call, code),
      });
    const keepsSecrets = (key: string) =>
      !ABOUT.test(key) && (!VARIABLE.test(key) || isSecretName(key));
    trackers = {
      all: policy(
        (value) =>
          loaded(value, code) ??
          sentParts(value, code, /^credentials$/) ??
          failedRequest(value, code) ??
          environmentTaint(value, code),
        keepsSecrets,
      ),
      environment: policy((value) => environmentTaint(value, code), keepsSecrets),
      ofCaller: policy((value) => loaded(value, code)),
      secretsOfCaller: policy(
        (value) => loaded(value, code),
        (key) => !ABOUT.test(key) && !NAMES.test(words(key)),
      ),
    };
    TRACKERS.set(code, trackers);
  }
  return trackers;
}

/** A call of getCredentials(), also under another name or as a function that is passed on. */
export const loadsCredentials = ({ file, value }: Located, code: Code): boolean =>
  value.is === 'call' &&
  (loadsItself({ file, value }, code) ||
    passedTo({ file, value: value.callee }, code).some((passed) => isLoader(passed.origin)));

/** A call of getCredentials(), or that function itself, as it is called there. */
export function loadsItself({ file, value }: Located, code: Code): boolean {
  const loader = value.is === 'call' ? value.callee : value;
  return LOADERS.test(lastName(loader)) || isLoader(code.origin({ file, value: loader }));
}

function isLoader(origin: Origin): boolean {
  if (origin.is !== 'declared') return false;
  const [name = origin.declaration.name] = origin.path === '' ? [] : [origin.path];
  return LOADERS.test(name) || LOADERS.test(origin.declaration.path.at(-1) ?? '');
}

const loaded = (value: Located, code: Code): Taint | undefined =>
  loadsCredentials(value, code) ? TAINTED : sentSecrets(value, code);

/** What the runtime calls a function of the project with: `init` of `fetch: (url, init) => …`. */
export const sentSecrets = (value: Located, code: Code): Taint | undefined =>
  sentParts(value, code, /^(secret|address)$/);

function sentParts({ file, value }: Located, code: Code, kinds: RegExp): Taint | undefined {
  const { kind } = (value.is === 'name' && file.facts.declarations[value.declaration]) || {};
  const { sources = {} } = (kind === 'parameter' && code.runtime({ file, value })) || {};
  const parts = Object.entries(sources).filter(([, source]) => kinds.test(source));
  return parts.length > 0 ? parts.map(([path]) => (path === '' ? [] : path.split('.'))) : undefined;
}
