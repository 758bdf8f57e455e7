import { basename } from 'node:path/posix';
import { addImport } from '../../edit/typescript.js';
import { moduleNamed, relativeSpecifier } from '../../edit/specifier.js';
import type { Project, Provider } from '../../model/project.js';
import type { RenderedPart } from '../../render/part.js';
import type { Insertion } from './insertions.js';

/** Lines in the provider's `index.ts` that load parts: each registers itself when it is loaded. */
export const registrations = (provider: Provider, parts: readonly RenderedPart[]): Insertion[] =>
  parts
    .filter(({ module }) => !isLoaded(provider.project, provider.directory, module))
    .map(({ module, kind }) => {
      const path = `${provider.directory}/index.ts`;
      const specifier = `${relativeSpecifier(path, module)}.js`;
      return {
        path,
        where: `beside the other ${kind}s`,
        lines: `import '${specifier}';`,
        edit: (text) => addImport(text, specifier),
      };
    });

/** Whether a file in a folder imports a module, or exports from it. @param path without extension */
export function isLoaded(project: Project, folder: string, path: string): boolean {
  const name = basename(path.replace(/\/index$/, ''));
  return [...project.paths]
    .filter((each) => each.startsWith(`${folder}/`) && project.text(each)?.text.includes(name))
    .flatMap((each) => project.module(each) ?? [])
    .some((module) =>
      [...module.imports, ...module.exports].some(
        ({ from = '', typeOnly }) =>
          !typeOnly && from.startsWith('.') && moduleNamed(module.path, from) === path,
      ),
    );
}
