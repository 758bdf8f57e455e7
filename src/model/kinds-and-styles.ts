import type { AuthStyle } from './auth-style.js';
import { DEFAULT_KIND, type Kind } from './kind.js';

/** The kinds in `src/kinds`, by folder name. */
export type Kinds = Readonly<Record<string, Kind>>;

/** The auth styles in `src/styles`, by folder name. */
export type AuthStyles = Readonly<Record<string, AuthStyle>>;

/** The kinds and auth styles that a spec can name. */
export interface KindsAndStyles {
  kinds: Kinds;
  styles: AuthStyles;
}

/** Returns the kind of this name, or the default one, because the schema reports unknown names. */
export function kindNamed(name: unknown, kinds: Kinds): Kind {
  const kindById = typeof name === 'string' && Object.hasOwn(kinds, name) ? kinds[name] : undefined;
  const kind = kindById ?? kinds[DEFAULT_KIND] ?? Object.values(kinds)[0];
  if (!kind) throw new Error('No kinds of providers.');
  return kind;
}

/** Returns the auth styles that providers of a kind can have. */
export const kindStyles = (kind: Kind, styles: AuthStyles): AuthStyles =>
  Object.fromEntries(
    Object.entries(styles).filter(([, { place }]) => kind.spec.auth.includes(place)),
  );
