import { dirname, join } from 'node:path/posix';
import { importMissing, importUnread } from '../../model/errors/grow.js';
import type { RenderedFile } from '../../model/plan.js';
import type { Module } from '../../model/module.js';
import type { Project } from '../../model/project.js';

const RELATIVE_IMPORT = /^import (?:type )?\{([^}]*)\} from '(\.[^']*)\.js';$/gm;

/**
 * Checks that the project still has everything that new files import from it.
 * @throws CliError `grow/import-missing`, or `grow/file-broken` where a file cannot be read
 */
export function checkImports(model: Project, rendered: readonly RenderedFile[]): void {
  const added = new Set<string>(rendered.map(({ path }) => path));
  for (const { path, text } of rendered) {
    for (const [, names = '', specifier = ''] of text.matchAll(RELATIVE_IMPORT)) {
      const target = join(dirname(path), specifier);
      if (added.has(`${target}.ts`)) continue;
      const module = moduleAt(model, target);
      for (const name of names.split(',').map(importedName).filter(Boolean)) {
        const isThere = module && (declares(module, name) || model.exported(module, name));
        if (isThere) continue;
        const unreadable = module?.file.unreadable;
        throw unreadable === undefined
          ? importMissing(path, name, `${target}.ts`)
          : importUnread(`${target}.ts`, unreadable);
      }
    }
  }
}

const importedName = (text: string) =>
  text
    .trim()
    .replace(/^type /, '')
    .replace(/ as .*$/, '');

const moduleAt = (model: Project, target: string): Module | undefined =>
  ['.ts', '.mts', '.js', '.mjs', '.tsx', '.jsx']
    .map((ending) => model.module(target + ending))
    .find((module) => module !== undefined);

/** A type, too. */
const declares = ({ text }: Module, name: string): boolean =>
  new RegExp(`^export (?:async )?(?:function|class|const|type|interface) ${name}\\b`, 'm').test(
    text,
  );
