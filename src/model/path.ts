import { unsafePath } from './errors/path.js';

/** A normalized path below a root, with `/` as separator. Only `relPath` creates one. */
export type RelPath = string & { readonly __brand: 'RelPath' };

/** Device names that Windows reserves, with any extension ("Naming Files, Paths, and Namespaces", Microsoft Learn). */
const DEVICE = /^(con|conin\$|conout\$|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]) *(\.|$)/i;

/**
 * Characters that Windows forbids and characters that are invisible: control and format characters,
 * lone surrogates, line ends.
 */
const FORBIDDEN_CHARACTER = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}<>:"|?*\\]/u;

/** Maximum length of a name, with room for a suffix within the 255 bytes that most file systems allow. */
const MAX_NAME_BYTES = 200;

/**
 * Checks a path; no other function creates a `RelPath`.
 * @throws CliError `path/unsafe` for paths that leave the root on any system, names that some
 * system cannot store, and `.git`
 */
export function relPath(path: string): RelPath {
  for (const name of path.split('/')) {
    const fault = nameFault(name);
    if (fault) throw unsafePath(path, fault);
  }
  // Every segment has been checked above.
  return path as RelPath;
}

function nameFault(name: string): string | null {
  if (name === '') return 'a name in it is empty';
  if (name === '.' || name === '..') return 'it does not lead straight down';
  if (FORBIDDEN_CHARACTER.test(name)) return 'it holds a character that not every system allows';
  if (DEVICE.test(name) || /[. ]$/.test(name)) return 'Windows cannot hold a file of that name';
  if (name.toLowerCase() === '.git') return 'that directory belongs to Git';
  if (new TextEncoder().encode(name).length > MAX_NAME_BYTES) {
    return `a name in it is longer than ${MAX_NAME_BYTES} bytes`;
  }
  return null;
}
