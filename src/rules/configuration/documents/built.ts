import { textOf } from '../../../model/data-text.js';
import type { Documents, ProjectModel } from '../../../model/project.js';
import { compilerOption } from './compiler.js';
import { textAt } from './scalars.js';

/** `rolldown src/server.ts src/worker.ts --dir dist`, where the options do not name the files that it writes. */
const BUILD =
  /\brolldown (?![^&|;]*(?:-c\b|--config|[fF]ile[-]?[nN]ames))([^&|;]*?)--dir (?:\.\/)?([\w-]+)/;

/**
 * A program in a directory of the project, of which there is no source, that the build does not write,
 * and no other script.
 */
export function isUnbuilt(program: string, { documents, files }: ProjectModel): boolean {
  const path = program.replace(/^\.\//, '');
  const [, folder] = /^([\w-]+)(?:\/[\w.-]+)*\.[cm]?js$/.exec(path) ?? [];
  const build = textAt(documents.packageJson, 'scripts', 'build')?.text ?? '';
  const [, inputs = '', output = ''] = BUILD.exec(build) ?? [];
  if (folder === undefined || folder === 'node_modules' || inputs === '') return false;
  if ([...files.keys()].some((each) => each === path)) return false;
  const isWritten = inputs
    .split(' ')
    .some((input) => path === input.replace(/^.*\/(.*)\.ts$/, `${output}/$1.js`));
  const scripts = documents.packageJson?.entries('scripts') ?? [];
  return !isWritten && !scripts.some(({ value }) => writes(textOf(value) ?? '', folder));
}

/** A command that names the directory, other than the build and one that runs a file of it. */
function writes(script: string, folder: string): boolean {
  const names = new RegExp(String.raw`(?<![\w/-]|\brun )${folder}(?![\w-])`);
  const runs = new RegExp(
    String.raw`^(\w+=\S* +)*(npx +)?(node|nodemon|tsx)( +-\S+)* +(\./)?${folder}/`,
  );
  return script
    .split(/&&|\|\||[;|]/)
    .some((part) => names.test(part) && !runs.test(part.trim()) && !BUILD.test(part));
}

/** `echo "nothing to build"`, `exit 0` */
const IDLE = /^(echo\b[^>]*|true|:|exit 0)$/;
const CHECKS = /^(npx +)?tsc\b(?!.*(-p|--project|-b|--build|--noEmit +false)\b)/;

/** A program in a directory of the project, where the build only prints something, or checks types and writes no files. */
export function isNeverBuilt(program: string, { documents, files }: ProjectModel): boolean {
  const path = program.replace(/^\.\//, '');
  const [, folder] = /^([\w-]+)\/[\w./-]+\.[cm]?js$/.exec(path) ?? [];
  const build = textAt(documents.packageJson, 'scripts', 'build')?.text ?? '';
  if (folder === undefined || folder === 'node_modules' || !isIdle(build, documents)) return false;
  const scripts = documents.packageJson?.entries('scripts') ?? [];
  return (
    ![...files.keys()].some((each) => each === path) &&
    !scripts.some(({ key, value }) => key !== 'build' && writes(textOf(value) ?? '', folder))
  );
}

const isIdle = (build: string, { compiler }: Documents): boolean =>
  build
    .split(/&&|\|\||[;|]/)
    .map((part) => part.trim())
    .every(
      (part) =>
        IDLE.test(part) ||
        (CHECKS.test(part) &&
          (/--noEmit\b/.test(part) || compilerOption(compiler, 'noEmit')?.value === true)),
    );
