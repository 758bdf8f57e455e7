import type { DatabaseLock } from '../../database/catalog-lock.js';
import type { DatabaseCatalog, DatabaseDraft, TableScope } from '../../database/model.js';
import { type RelPath, relPath } from '../../model/path.js';

/** Returns the path of the lock, which records what an import of one provider has accepted. */
export const databaseLockPath = (provider: string): RelPath =>
  relPath(`src/providers/${provider}/database.lock.json`);

/** Returns the lock from which the next import starts. */
export function lockFor(
  {
    tables,
    scope,
    exclude,
  }: Pick<DatabaseLock, 'tables'> & { scope: TableScope; exclude: readonly string[] },
  tools: readonly DatabaseDraft[],
  catalog: DatabaseCatalog,
): DatabaseLock {
  const names = tables.map(({ name }) => name);
  return {
    ...scope,
    exclude: [...exclude],
    tables,
    tools: [...tools],
    others: catalog.tables.map(({ name }) => name).filter((name) => !names.includes(name)),
  };
}
