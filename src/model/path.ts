import { unsafePath } from './errors/path.js';

/** A path below a root, `/`-separated and normalised. Only `relPath` makes one. */
export type RelPath = string & { readonly __brand: 'RelPath' };

/** Names that Windows keeps for devices, with any extension ("Naming Files, Paths, and Namespaces", Microsoft Learn). */
const DEVICE = /^(con|conin\$|conout\$|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]) *(\.|$)/i;

/** What Windows refuses, and what cannot be seen: control and format characters, halves of surrogate pairs, line ends. */
const FORBIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}<>:"|?*\\]/u;

/** Leaves room for a suffix below the 255 bytes that most file systems allow. */
const LONGEST_NAME_BYTES = 200;

/**
 * The one way to a `RelPath`.
 * @throws CliError `path/unsafe` for what leaves the root on any system, names that not every system can hold, and `.git`
 */
export function relPath(path: string): RelPath {
  for (const name of path.split('/')) {
    const flaw = flawOf(name);
    if (flaw) throw unsafePath(path, flaw);
  }
  // Every name in it has just been checked.
  return path as RelPath;
}

function flawOf(name: string): string | null {
  if (name === '') return 'a name in it is empty';
  if (name === '.' || name === '..') return 'it does not lead straight down';
  if (FORBIDDEN.test(name)) return 'it holds a character that not every system allows';
  if (DEVICE.test(name) || /[. ]$/.test(name)) return 'Windows cannot hold a file of that name';
  if (name.toLowerCase() === '.git') return 'that directory belongs to Git';
  if (new TextEncoder().encode(name).length > LONGEST_NAME_BYTES) {
    return `a name in it is longer than ${LONGEST_NAME_BYTES} bytes`;
  }
  return null;
}
