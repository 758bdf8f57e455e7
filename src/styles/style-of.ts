import type { AuthStyle } from '../model/auth-style.js';
import type { AuthSpec } from '../model/spec.js';
import { authStyles } from './register.gen.js';

const styles: Readonly<Record<string, AuthStyle>> = authStyles;

/** Returns the style of a checked spec. @throws Error for an unknown style */
export function styleOf({ style }: AuthSpec): AuthStyle {
  const description = Object.hasOwn(styles, style) ? styles[style] : undefined;
  if (!description) throw new Error(`There is no auth style "${style}"`);
  return description;
}
