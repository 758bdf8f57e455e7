import type { Providers } from 'mcp-provider';
import * as acme from './acme/index.js';

export const providers: Providers = { acme: () => Promise.resolve(acme) };
