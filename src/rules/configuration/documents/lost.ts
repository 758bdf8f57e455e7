import type { ProjectModel } from '../../../model/project.js';
import { compilerOption } from './compiler.js';

/** Not there, and not made by a program before it is needed; a path in the project that leads to no source. */
export function isLost(path: string, { documents: { ignores, compiler } }: ProjectModel): boolean {
  const output = compilerOption(compiler, 'outDir')?.value;
  const written = typeof output === 'string' ? [output.replace(/^\.\//, '')] : [];
  const outside = ['..', 'node_modules', 'dist', ...written].some((directory) =>
    path.startsWith(`${directory}/`),
  );
  const isMade = ignores?.(path) === true || ignores?.(path.replace(/js(x?)$/, 'ts$1')) === true;
  return !outside && !isMade && compilerOption(compiler, 'rootDirs') === undefined;
}
