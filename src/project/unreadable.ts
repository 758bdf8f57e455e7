import { CliError } from '../model/errors/cli-error.js';
import type { Problem } from '../model/facts.js';

/** In characters, about 4 MB: a larger file would take minutes to check. */
const LARGEST = 4_000_000;

/** Why a text is not parsed, where it is too large for that. */
export const tooLarge = (text: string, path: string): Problem | undefined =>
  text.length <= LARGEST
    ? undefined
    : {
        message: `"${path}" has more than 4 million characters, which is too large to check.`,
        hint: 'Split it; a file that is not part of the project can be listed in ".gitignore".',
        start: 0,
        end: 0,
      };

/** Why nothing behind a link is read: code hosts and other machines do not have it. */
export const leadsOut = (path: string): Problem => ({
  message: `"${path}" is a symbolic link that leads out of the repository.`,
  hint: 'Replace it by what it leads to, which is neither checked nor published with the code.',
  start: 0,
  end: 0,
});

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
