import type { Origin } from '../../model/code.js';

/** `node:process` and `node:console` are the globals of their names. */
export function builtin(name: string, path: string): Origin {
  if (name !== 'process' && name !== 'console')
    return { is: 'external', module: `node:${name}`, path };
  return { is: 'global', path: dotted(name, path === '' ? [] : [path]) };
}

export const dotted = (before: string, path: readonly string[]) =>
  [...(before === '' ? [] : [before]), ...path].join('.');
