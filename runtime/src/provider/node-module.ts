import type * as net from 'node:net';
import { StartError } from './start-error.js';

/**
 * A module of Node.js, loaded when it is used: Node starts faster, and what never uses it also runs in a worker.
 * @param need what needs Node.js, and what to use instead
 * @throws StartError with `need`, where there is no such module
 */
export function nodeModule<Name extends keyof NodeModules>(
  name: Name,
  need: string,
): NodeModules[Name] {
  const { process } = globalThis as { process?: Partial<NodeJS.Process> };
  const found = process?.getBuiltinModule?.(name);
  if (found) return found;
  throw new StartError(need);
}

interface NodeModules {
  'node:net': typeof net;
}
