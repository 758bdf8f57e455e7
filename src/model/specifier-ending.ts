import type { Module } from './module.js';

/** Returns the extension of a module's relative imports: `.js`, `.ts` or none; `.js` if it has no relative imports. */
export function specifierEnding({ imports }: Pick<Module, 'imports'>): string {
  const first = imports.find(({ specifier }) => specifier.startsWith('.'));
  return first ? (/\.[cm]?[jt]sx?$/.exec(first.specifier)?.[0] ?? '') : '.js';
}
