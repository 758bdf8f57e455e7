import { CliError } from '../model/errors/cli-error.js';
import type { Problem } from '../model/facts.js';

/** In characters: a larger file would take minutes to check. */
const LARGEST = 4_000_000;

/** Why a text is not parsed, where it is too large for that. */
export const tooLarge = (text: string, path: string): Problem | undefined =>
  text.length <= LARGEST
    ? undefined
    : {
        message: `"${path}" is larger than 4 MB, which is too large to check.`,
        hint: 'Split it, or list it in ".gitignore" where it is not part of the project.',
        start: 0,
        end: 0,
      };

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
