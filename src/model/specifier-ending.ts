import type { Module } from './module.js';

/** How the relative imports of a module end: `.js`, `.ts` or nothing; `.js` where there are none. */
export function specifierEnding({ imports }: Pick<Module, 'imports'>): string {
  const first = imports.find(({ from }) => from.startsWith('.'));
  return first ? (/\.[cm]?[jt]sx?$/.exec(first.from)?.[0] ?? '') : '.js';
}
