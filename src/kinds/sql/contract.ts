import type { ContractPort } from '../../model/kind.js';
import { dialectOf } from './database-url.js';

export default {
  authFor: ({ databaseUrl: url }) =>
    typeof url === 'string' ? (dialectOf(url) === 'sqlite' ? 'none' : 'login') : undefined,
} satisfies ContractPort;
