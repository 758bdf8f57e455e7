import type { DataDocument, Documents } from '../../../model/project.js';
import { asText, textAt } from '../documents/scalars.js';
import type { Declared } from './declared.js';
import { highestOf, isBelow, lowestOf } from './version.js';

/** Where a range is written that takes the place of all others (npm, Yarn and pnpm). */
const REPLACING = [['overrides'], ['resolutions'], ['pnpm', 'overrides']] as const;

/**
 * The range of a package that is installed: what the lock says, else what replaces the one that is declared, with what
 * a catalog says for `catalog:`. As it is written where none of that can be seen.
 */
export function wantedRange({ name, text }: Declared, documents: Documents): string {
  const { packageLock } = documents;
  const locked = textAt(packageLock, 'packages', `node_modules/${name}`, 'version');
  if (locked && isCurrent({ name, text }, packageLock)) return locked.text;
  const range = replacing(name, documents) ?? text;
  return catalogued(name, range, documents) ?? range.replace(/^workspace:(?=[\^~]?\d)/, '');
}

/** The lock was made for the range that is declared: npm installs nothing else from it. */
const isCurrent = (
  { name, text }: Pick<Declared, 'name' | 'text'>,
  lock: Documents['packageLock'],
) =>
  ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'].every(
    (section) => (textAt(lock, 'packages', '', section, name)?.text ?? text) === text,
  );

/** How to install what package.json declares, where the lock has an older version. */
export function lockHint({ name, text }: Declared, { packageLock }: Documents): string | undefined {
  const locked = textAt(packageLock, 'packages', `node_modules/${name}`, 'version')?.text ?? '';
  const [found, wanted] = [lowestOf(locked), lowestOf(text)];
  return found && wanted && isBelow(found, wanted)
    ? `Run "npm install": package-lock.json has ${name} ${locked}.`
    : undefined;
}

/** No version can be determined from such a range. */
export const isHidden = (range: string): boolean => highestOf(range) === undefined;

/** What the registry is asked for, and no path, address or workspace, where the version is decided elsewhere. */
export const isOfRegistry = ({ text }: Pick<Declared, 'text'>): boolean => !/[:/]/.test(text);

/** How to correct such a range. */
export const hiddenHint = (name: string, range: string): string =>
  range.startsWith('catalog:')
    ? `Add "${name}" to the catalog in "pnpm-workspace.yaml", or write its version here.`
    : `Write a version of "${name}" here.`;

/** The ranges that package.json itself puts in place of all others. */
export const overridesOf = (name: string, { packageJson }: Documents) =>
  REPLACING.flatMap((section) => textAt(packageJson, ...section, name) ?? []);

function replacing(name: string, documents: Documents): string | undefined {
  const { packageJson, packagesAbove, workspaces } = documents;
  for (const document of [...(packageJson ? [packageJson] : []), ...packagesAbove, ...workspaces]) {
    for (const section of REPLACING) {
      const range = replacedBy(document, section, name);
      if (range !== undefined) return range;
    }
  }
  return undefined;
}

function replacedBy(
  document: DataDocument,
  section: readonly string[],
  name: string,
): string | undefined {
  for (const { key, value } of document.entries(...section)) {
    // `zod`, `**/zod`, and `zod@<4` for some of its versions.
    const [, own, only] = /^(?:\*\*\/)?(@?[^@>]+)(@.*)?$/.exec(key) ?? [];
    if (own !== name) continue;
    const inner = value.is === 'map' ? value.entries.find((each) => each.key === '.') : undefined;
    const range = asText(document, inner ? inner.value : value)?.text;
    // `$zod` is what is declared.
    if (range === undefined || range.startsWith('$')) continue;
    // Which versions those are cannot be determined.
    return only === undefined ? range : `${key}: ${range}`;
  }
  return undefined;
}

/** `catalog:` is `catalog:default` (pnpm, "Catalogs"; Bun reads them from package.json). */
function catalogued(name: string, range: string, documents: Documents): string | undefined {
  const [, list] = /^catalog:(.*)$/.exec(range) ?? [];
  if (list === undefined) return undefined;
  const { packageJson, packagesAbove, workspaces } = documents;
  const plain = list === '' || list === 'default';
  for (const document of [...workspaces, ...(packageJson ? [packageJson] : []), ...packagesAbove]) {
    for (const before of [[], ['workspaces']]) {
      const found =
        textAt(document, ...before, 'catalogs', plain ? 'default' : list, name) ??
        (plain ? textAt(document, ...before, 'catalog', name) : undefined);
      if (found) return found.text;
    }
  }
  return undefined;
}
