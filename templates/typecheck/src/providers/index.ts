import type { Providers } from '../core/loader.js';

/** Stands in for the rendered file, so that the templates compile where they are. */
export const providers: Providers = {};
