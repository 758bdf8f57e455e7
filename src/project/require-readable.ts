import type { Document } from '../model/document.js';
import { configNotRead, configUnreadable } from '../model/errors/project.js';

/**
 * Requires a valid document.
 * @throws CliError `project/unreadable` if the text cannot be parsed, such as after a merge
 */
export function requireReadable({ file: { path, text, unreadable }, errors }: Document): void {
  if (unreadable !== undefined) throw configNotRead(unreadable);
  const [error] = errors;
  if (!error) return;
  const conflict = text.search(/^<{7} /m);
  const offset = conflict < 0 ? error.at.start : conflict;
  const line = text.slice(0, offset).split('\n').length;
  throw configUnreadable(`${path}:${line}`, conflict < 0 ? error.message : undefined);
}
