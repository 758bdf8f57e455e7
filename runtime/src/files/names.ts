import { ToolError } from '../call/result/tool-error.js';
import { nodeCrypto } from '../node/node-module.js';
import { nameProblem } from '../utils/name-rules.js';

/** Returns the parts of a name, in Unicode form NFC. @throws ToolError for an invalid name */
export function nameParts(name: string): string[] {
  const parts = name === '' ? [] : name.normalize('NFC').split('/');
  const problem = nameProblem(parts);
  if (problem === undefined) return parts;
  throw new ToolError(`Invalid file name ${JSON.stringify(name.slice(0, 100))}: ${problem}.`);
}

/** Returns the folders and last part of a file's name. @throws ToolError for an invalid or empty name */
export function fileParts(name: string): { folders: string[]; last: string } {
  const folders = nameParts(name);
  const last = folders.pop();
  if (last === undefined) throw new ToolError('A file name is required.');
  return { folders, last };
}

/**
 * Returns a file's name in Unicode form NFC. It contains no quotes and nothing else that changes
 * the meaning of a sentence around it.
 * @throws ToolError for an invalid name
 */
export function requireFileName(name: string): string {
  fileParts(name);
  return name.normalize('NFC');
}

/** Returns the folder name of one user. A user id never becomes a path, and users never share a folder. */
export const userFolder = (userId: string): string =>
  nodeCrypto().hash('sha256', userId).slice(0, 32);

/**
 * Returns a file name with values. A value cannot add folders, because it must not contain a slash.
 * @example fileName`reports/${year}.md`
 */
export function fileName(texts: TemplateStringsArray, ...values: (string | number)[]): string {
  for (const value of values) {
    if (/[/\\]/.test(String(value)))
      throw new ToolError(`Invalid value ${JSON.stringify(value)}: it contains a slash.`);
  }
  return String.raw({ raw: texts }, ...values);
}
