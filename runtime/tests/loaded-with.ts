import { readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const src = join(import.meta.dirname, '../src');
const IMPORT = /(?:^|\n)(?:import|export) (?!type\b)[^;=]*?'(\.[^']+)';/g;

/** Returns the paths in `src` of all modules that some modules load, without those that they import later. */
export function loadedWith(...entries: string[]): string[] {
  const files = new Set<string>();
  function load(file: string): void {
    if (files.has(file)) return;
    files.add(file);
    for (const [, name = ''] of readFileSync(file, 'utf8').matchAll(IMPORT))
      load(resolve(dirname(file), name.replace(/\.js$/, '.ts')));
  }
  for (const entry of entries) load(join(src, entry));
  return Array.from(files, (file) => relative(src, file));
}
