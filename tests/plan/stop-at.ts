import type { HostFiles } from '../../src/model/host.js';

const CHANGING: ReadonlySet<PropertyKey> = new Set([
  'write',
  'makeDirectory',
  'rename',
  'remove',
  'keepMode',
  'flush',
]);

/** What is called: name of the method and its arguments. */
export type Call = readonly [name: PropertyKey, path: string, ...rest: string[]];

/** Calls `stop` before each step that changes the disk; a write is half done by then. */
export function stopAt(files: HostFiles, stop: (step: number, call: Call) => unknown): HostFiles {
  let step = 0;
  return new Proxy(files, {
    get(target, name) {
      const method: unknown = Reflect.get(target, name);
      if (typeof method !== 'function' || !CHANGING.has(name)) return method;
      return async (path: string, ...rest: string[]): Promise<void> => {
        step++;
        if (name === 'write') await target.write(path, (rest[0] ?? '').slice(0, 3));
        await stop(step, [name, path, ...rest]);
        await method.call(target, path, ...rest);
      };
    },
  });
}

/** The same disk as another process sees it, when all before it have ended. */
export const nextRun = (files: HostFiles): HostFiles => ({ ...files, isRunning: () => false });
