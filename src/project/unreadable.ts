import { CliError } from '../model/errors/cli-error.js';
import type { Problem } from '../model/facts.js';

/**
 * Why a file has no text, as a problem at its start. It names the file as the project does: a report is the same on
 * every machine.
 * @param location of the file on this machine
 */
export function unreadable(error: unknown, location: string, path: string): Problem {
  if (!(error instanceof CliError)) throw error;
  const { message, hint } = error;
  return { message: message.replaceAll(location, path), hint, start: 0, end: 0 };
}
