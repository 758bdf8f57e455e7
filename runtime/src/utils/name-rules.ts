/**
 * The names that files can have. Nothing is decoded: `%2e%2e` is a name like any other. Names that some file system reads
 * as another name are refused, and so are hidden files: they hold secrets (`.env`) and history (`.git`).
 */

/**
 * Device names of Windows.
 * @see https://learn.microsoft.com/windows/win32/fileio/naming-a-file
 */
const DEVICE = /^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³]) *(\.|$)/i;
/** Controls, characters that Windows reserves, and those that change how a name reads (bidi, joiners, tags). */
const FORBIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}<>:"|?*\\]/u;
const MAX_PART_BYTES = 200;
const MAX_PARTS = 32;

/** Returns whether a text can be a part of a name. */
export const isNamePart = (part: string): boolean => problemOf(part) === undefined;

/** Returns whether a text can be a name, with parts between slashes. */
export const isName = (name: string): boolean => nameProblem(name.split('/')) === undefined;

/** Returns the problem with the parts of a name, as the end of a sentence. */
export function nameProblem(parts: readonly string[]): string | undefined {
  if (parts.length > MAX_PARTS) return 'it has too many parts';
  for (const part of parts) {
    const problem = problemOf(part);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function problemOf(part: string): string | undefined {
  if (part === '' || part === '.' || part === '..') return 'it has an empty part, "." or ".."';
  if (part.startsWith('.')) return 'it has a part that starts with "."';
  if (FORBIDDEN.test(part)) return 'it contains a forbidden character';
  if (part !== part.normalize('NFC')) return 'it is not in Unicode form NFC';
  if (/^ |[. ]$/.test(part)) return 'a part starts with a space, or ends with a space or "."';
  if (DEVICE.test(part)) return 'it contains a device name';
  if (/~\d+(\.|$)/.test(part)) return 'it contains a short name of Windows';
  return Buffer.byteLength(part) > MAX_PART_BYTES ? 'it has a part that is too long' : undefined;
}

/** Returns a key that is equal for names that some file systems regard as the same. */
export const caseFoldedName = (part: string): string =>
  part.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC');
