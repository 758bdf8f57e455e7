import { ToolError } from '../call/tool-error.js';
import { nodeCrypto } from '../node/node-module.js';
import { nameProblem } from '../utils/name-rules.js';

/** The parts of a name, in Unicode form NFC. @throws ToolError */
export function partsOf(name: string): string[] {
  const parts = name === '' ? [] : name.normalize('NFC').split('/');
  const problem = nameProblem(parts);
  if (problem === undefined) return parts;
  throw new ToolError(`Invalid file name ${JSON.stringify(name.slice(0, 100))}: ${problem}.`);
}

/** The parts of the name of a file, which has at least one. @throws ToolError */
export function fileParts(name: string): { folders: string[]; last: string } {
  const folders = partsOf(name);
  const last = folders.pop();
  if (last === undefined) throw new ToolError('A file name is required.');
  return { folders, last };
}

/**
 * The name, where it is one of a file: it has no quotes and nothing else that changes how a sentence around it reads.
 * @throws ToolError
 */
export function checkedName(name: string): string {
  fileParts(name);
  return name.normalize('NFC');
}

/** The folder of one user: no user id is a path, and no two users share a folder. */
export const userFolder = (userId: string): string =>
  nodeCrypto().hash('sha256', userId).slice(0, 32);

/**
 * A name with values in it. Each value is one part or less: it cannot add folders.
 * @example fileName`reports/${year}.md`
 */
export function fileName(texts: TemplateStringsArray, ...values: (string | number)[]): string {
  for (const value of values) {
    if (/[/\\]/.test(String(value)))
      throw new ToolError(`Invalid value ${JSON.stringify(value)}: it contains a slash.`);
  }
  return String.raw({ raw: texts }, ...values);
}
