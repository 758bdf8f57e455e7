import { relativeSpecifier } from '../../edit/specifier.js';

const IMPORT = /(\bfrom\s*|\bimport\s*|\bimport\s*\(\s*|\bmock\s*\(\s*)(['"])([\w@./:-]+)\2/g;

/** Modules that a text imports. */
export const modulesIn = (text: string): string[] =>
  [...text.matchAll(IMPORT)].map(([, , , module = '']) => module);

/**
 * Replaces modules of the runtime by the files of `src/core`; everything else, line ends included, stays.
 * @param file path of the text from the project's root
 * @param entries paths below `src/core`, by module
 */
export const importsRewritten = (
  file: string,
  text: string,
  entries: ReadonlyMap<string, string>,
): string =>
  text.replace(IMPORT, (all, before: string, quote: string, module: string) => {
    const entry = entries.get(module);
    if (entry === undefined) return all;
    const specifier = relativeSpecifier(file, `src/core/${entry.replace(/\.ts$/, '.js')}`);
    return before + quote + specifier + quote;
  });
