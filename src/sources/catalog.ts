import { kinds } from '../kinds/register.gen.js';
import type { Catalog } from '../model/catalog.js';
import { authStyles } from '../styles/register.gen.js';

/** The kinds and auth styles that specs can name in this version. */
export const catalog: Catalog = { kinds, styles: authStyles };
