import { basename } from 'node:path/posix';
import type { Project } from '../model/project.js';

/** Returns whether a file in a folder imports a module, or exports from it. @param path without extension */
export function isLoaded(project: Project, folder: string, path: string): boolean {
  const name = basename(path.replace(/\/index$/, ''));
  return [...project.paths]
    .filter(
      (filePath) =>
        filePath.startsWith(`${folder}/`) && project.text(filePath)?.text.includes(name),
    )
    .flatMap((filePath) => project.module(filePath) ?? [])
    .some((module) =>
      [...module.imports, ...module.exports].some(
        ({ specifier = '', typeOnly }) =>
          !typeOnly && project.resolve(module, specifier)?.path.replace(/\.\w+$/, '') === path,
      ),
    );
}
