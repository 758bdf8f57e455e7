import type { AuthStyle } from '../model/auth-style.js';
import type { AuthSpec } from '../model/spec.js';
import { authStyles } from './register.gen.js';

const styles: Readonly<Record<string, AuthStyle>> = authStyles;

/** @throws Error for a style that no folder has; a checked spec has none such */
export function styleOf({ style }: AuthSpec): AuthStyle {
  const description = Object.hasOwn(styles, style) ? styles[style] : undefined;
  if (!description) throw new Error(`There is no auth style "${style}"`);
  return description;
}
