import type { Code, Target } from '../../../model/code.js';

const GLOBALS: ReadonlySet<string> = new Set([
  'fetch',
  'WebSocket',
  'EventSource',
  'XMLHttpRequest',
  'navigator.sendBeacon',
]);

/** Of packages that can do more than call somebody: the exports that do. */
const EXPORTS: Readonly<Record<string, readonly string[]>> = {
  'node:http': ['request', 'get'],
  'node:https': ['request', 'get'],
  'node:http2': ['connect'],
  'node:net': ['connect', 'createConnection'],
  'node:tls': ['connect'],
  undici: ['fetch', 'request', 'stream', 'pipeline', 'connect', 'Client', 'Pool', 'WebSocket'],
};

/** Packages for nothing else: whatever is called of them calls somebody. */
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

/** Makes, and does not call. */
const SETUP =
  /(^|\.)(create|extend|defaults|isAxiosError|isCancel|use|eject)$|^[A-Z]\w*(Error|Headers)$/;

export function isNetworkCall(target: Target): boolean {
  if (target.is === 'global') return GLOBALS.has(target.path);
  if (target.is !== 'external') return false;
  const { module, path } = target;
  if (CLIENTS.has(module)) return !SETUP.test(path);
  return EXPORTS[module]?.includes(path.replace(/^default\./, '')) ?? false;
}

/** It calls somebody, or runs a function of the project that does, at any depth. */
export function sendsRequest(target: Target, code: Code): boolean {
  if (target.is !== 'function') return isNetworkCall(target);
  for (const step of code.execution(target)) if (isNetworkCall(step.target)) return true;
  return false;
}
