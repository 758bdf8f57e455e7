import type { KindContract } from '../../model/kind.js';
import { dialectOf } from './database-url.js';

export default {
  authFor: ({ databaseUrl }) =>
    typeof databaseUrl === 'string'
      ? dialectOf(databaseUrl) === 'sqlite'
        ? 'none'
        : 'login'
      : undefined,
} satisfies KindContract;
