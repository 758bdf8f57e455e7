import { kinds } from '../kinds/register.gen.js';
import type { KindsAndStyles } from '../model/kinds-and-styles.js';
import { authStyles } from '../styles/register.gen.js';

/** The kinds and auth styles that specs can name in this version. */
export const kindsAndStyles: KindsAndStyles = { kinds, styles: authStyles };
