import type { Code, Located, Origin, Step, Target } from '../../model/code.js';

const GLOBALS: ReadonlySet<string> = new Set([
  'fetch',
  'WebSocket',
  'EventSource',
  'XMLHttpRequest',
  'navigator.sendBeacon',
]);

/** `fetch.call(globalThis, url)` */
const BORROWED = /\.(call|apply)$/;

/** Of packages that can do more than send requests: the exports that send them. */
const EXPORTS: Readonly<Record<string, readonly string[]>> = {
  'node:http': ['request', 'get'],
  'node:https': ['request', 'get'],
  'node:http2': ['connect'],
  'node:net': ['connect', 'createConnection'],
  'node:tls': ['connect'],
  undici: ['fetch', 'request', 'stream', 'pipeline', 'connect', 'Client', 'Pool', 'WebSocket'],
};

/** Packages for nothing else: all of their functions send requests. */
const CLIENTS: ReadonlySet<string> = new Set([
  'axios',
  'cross-fetch',
  'got',
  'graphql-request',
  'isomorphic-fetch',
  'ky',
  'needle',
  'node-fetch',
  'ofetch',
  'superagent',
  'ws',
]);

/** A package that is an HTTP client. */
export const isClientPackage = (name: string): boolean => CLIENTS.has(name);

/** Packages of one API each: what is made with them calls it. */
const KITS =
  /^(octokit|@octokit\/(core|rest)|googleapis|@googleapis\/.+|@slack\/web-api|@notionhq\/client|@linear\/sdk|@gitbeaker\/rest|stripe|openai)$/;

/** Makes, sets up or puts away, and does not call. */
const SETUP =
  /(^|\.)(create|extend|defaults|getUri|isAxiosError|isCancel|use|eject|on|off|once|setCredentials|close|destroy)$|^[A-Z]\w*(Error|Headers)$/;

const MAKES = /(^|\.)(create|extend)$/;

export function isNetworkCall(target: Target): boolean {
  if (target.is === 'global') return GLOBALS.has(target.path.replace(BORROWED, ''));
  if (target.is !== 'external') return false;
  const { module, path } = target;
  if (CLIENTS.has(module)) return !SETUP.test(path);
  return EXPORTS[module]?.includes(path.replace(/^default\./, '')) ?? false;
}

/** It sends a request, or runs a function of the project that does, at any depth. */
export function sendsRequest(target: Target, code: Code): boolean {
  if (target.is !== 'function') {
    return isNetworkCall(target) || code.runtime(target)?.sends !== undefined;
  }
  for (const step of code.execution(target)) {
    if (step.target.is !== 'function' && sendsRequest(step.target, code)) return true;
  }
  return false;
}

/** Also what such a package made, and a parameter that receives such a function unless told otherwise. */
export function reachesNetwork(target: Target, code: Code): boolean {
  if (isNetworkCall(target)) return true;
  if (target.is === 'value') return isOfClient(target, code);
  if (target.is !== 'declared') return false;
  const { file, declaration, path } = target;
  const { init, kind, reassigned } = declaration;
  if (!init || reassigned || declaration.path.length > 0) return false;
  return kind === 'parameter'
    ? path === '' && isNetworkCall(code.origin({ file, value: init }))
    : isOfClient({ file, value: init, path }, code);
}

/** It makes a client that calls whatever address it is given (`axios.create({ baseURL })`), or is a call of that. */
export function isOfHttpClient(target: Target, code: Code): boolean {
  if (target.is === 'external') return CLIENTS.has(target.module) && MAKES.test(target.path);
  const { file, value } = code.value(startOf(target)) ?? {};
  if (!file || value?.is !== 'call') return false;
  const maker = code.origin({ file, value: value.callee });
  return maker.is === 'external' && CLIENTS.has(maker.module) && reachesNetwork(target, code);
}

/** The whole of what a part was taken of. */
const startOf = (target: Target): Origin =>
  target.is === 'declared' || target.is === 'value' ? { ...target, path: '' } : { is: 'unknown' };

/** `axios.create().get()`, `got.extend()()`, `new Octokit().rest.issues.get()` */
function isOfClient({ file, value, path }: Located & { path: string }, code: Code): boolean {
  if (value.is !== 'call' || SETUP.test(path)) return false;
  const maker = code.origin({ file, value: value.callee });
  if (maker.is !== 'external') return false;
  const isClient = CLIENTS.has(maker.module) || maker.module === 'undici';
  // What a kit gives back may be called to make something else: `google.chat('v1')`.
  return isClient ? path !== '' || SETUP.test(maker.path) : path !== '' && KITS.test(maker.module);
}

/** The address of the request that a call sends, or that it makes a client for. */
export function requestAddress(
  { call: { file, value }, target }: Step,
  code: Code,
): Located | undefined {
  const [address] = value.arguments;
  return address && (isNetworkCall(target) || isOfHttpClient(target, code))
    ? { file, value: address }
    : undefined;
}
