import type * as childProcess from 'node:child_process';
import type * as crypto from 'node:crypto';
import type * as dns from 'node:dns';
import type { EventEmitter } from 'node:events';
import type * as fs from 'node:fs';
import type * as http from 'node:http';
import type * as https from 'node:https';
import type * as module from 'node:module';
import type * as net from 'node:net';
import type * as os from 'node:os';
import type * as zlib from 'node:zlib';
import { StartError } from '../utils/start-error.js';

/**
 * Loads a module of Node.js when it is used: Node.js starts faster, and code that never uses it
 * also runs in a worker.
 * @param need states what needs Node.js, and what to use instead
 * @throws StartError with `need`, if there is no such module
 */
export function nodeModule<Name extends keyof NodeModules>(
  name: Name,
  need: string,
): NodeModules[Name] {
  const builtin = builtinModule(name);
  if (builtin) return builtin;
  throw new StartError(need);
}

/** Returns a module of Node.js; undefined if it does not exist. */
export const builtinModule = <Name extends keyof NodeModules>(
  name: Name,
): NodeModules[Name] | undefined =>
  (process as Partial<NodeJS.Process>).getBuiltinModule?.(name) as NodeModules[Name] | undefined;

/**
 * Permits many listeners on a signal that many requests use: Node.js would treat the eleventh
 * listener as a leak, and warn.
 */
export const expectListeners = (signal: AbortSignal): void =>
  builtinModule('node:events')?.setMaxListeners(0, signal);

/** Returns the working directory; "/" in workers with an older compatibility date, which have none. */
export const workingFolder = (): string => (process as Partial<NodeJS.Process>).cwd?.() ?? '/';

const NO_FILES =
  'There are no files here. Instead of provider-config.yaml, give defineProvider "baseUrl" and "auth". Instead of credentials in files, give createHandler "stores", and set TOKEN_STORE and CREDENTIALS_KEY.';

/** Returns the file system. @throws StartError in a worker, with the alternative to files */
export const fileSystem = () => nodeModule('node:fs', NO_FILES);

/**
 * Returns the host name and home directory of the machine.
 * @throws StartError in a worker, as `fileSystem`
 */
export const operatingSystem = () => nodeModule('node:os', NO_FILES);

const NO_CRYPTO = 'This platform has no node:crypto. Switch on its compatibility with Node.js.';

/**
 * Returns the cryptography of Node.js, loaded on demand: clients start many servers that they never
 * call.
 * @throws StartError if there is none
 */
export const nodeCrypto = (): typeof crypto =>
  (loadedCrypto ??= nodeModule('node:crypto', NO_CRYPTO));

let loadedCrypto: typeof crypto | undefined;

/** The modules that workers lack, and one that takes long to load. Workers have the others, such as node:path. */
interface NodeModules {
  'node:child_process': typeof childProcess;
  'node:crypto': typeof crypto;
  'node:dns': typeof dns;
  'node:events': typeof EventEmitter;
  'node:fs': typeof fs;
  'node:http': typeof http;
  'node:https': typeof https;
  'node:module': typeof module;
  'node:net': typeof net;
  'node:os': typeof os;
  'node:zlib': typeof zlib;
}
