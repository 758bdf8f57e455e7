import type { ProjectModel } from '../../../model/project.js';
import { textOf } from '../../../model/data-text.js';
import { textAt } from './scalars.js';

/** A program in a directory of the project, of which there is no source, and into which no script writes: the build has "dist". */
export function isUnbuilt(program: string, { documents, files }: ProjectModel): boolean {
  const [, folder] = /^(?:\.\/)?([\w-]+)(?:\/[\w.-]+)*\.[cm]?js$/.exec(program) ?? [];
  const build = textAt(documents.packageJson, 'scripts', 'build')?.text ?? '';
  if (folder === undefined || folder === 'node_modules' || !/--dir dist\b/.test(build))
    return false;
  const isSource = [...files.keys()].some((path) => path === program.replace('./', ''));
  const isNamed = new RegExp(String.raw`(?<!\brun )\b${folder}\b`);
  const others = documents.packageJson?.entries('scripts').filter(({ key }) => key !== 'start');
  return !isSource && others?.some(({ value }) => isNamed.test(textOf(value) ?? '')) === false;
}
