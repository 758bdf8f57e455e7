import { basename } from 'node:path/posix';
import type { Project } from '../model/project.js';

/** Whether a file in a folder imports a module, or exports from it. @param path without extension */
export function isLoaded(project: Project, folder: string, path: string): boolean {
  const name = basename(path.replace(/\/index$/, ''));
  return [...project.paths]
    .filter((each) => each.startsWith(`${folder}/`) && project.text(each)?.text.includes(name))
    .flatMap((each) => project.module(each) ?? [])
    .some((module) =>
      [...module.imports, ...module.exports].some(
        ({ from = '', typeOnly }) =>
          !typeOnly && project.resolve(module, from)?.path.replace(/\.\w+$/, '') === path,
      ),
    );
}
