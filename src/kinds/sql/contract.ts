import type { KindContract } from '../../model/kind.js';
import { urlDialect } from './database-url.js';

export default {
  authFor: ({ databaseUrl }) =>
    typeof databaseUrl === 'string'
      ? urlDialect(databaseUrl) === 'sqlite'
        ? 'none'
        : 'login'
      : undefined,
} satisfies KindContract;
