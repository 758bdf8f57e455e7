import type { Providers } from '../core/loader.js';
import * as acme from './acme/index.js';

export const providers: Providers = { acme: () => Promise.resolve(acme) };
