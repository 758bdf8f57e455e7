import type { DatabaseLock } from '../../database/lock.js';
import type { Catalogue, Draft, Scope } from '../../database/model.js';
import { type RelPath, relPath } from '../../model/path.js';

/** What an import has accepted, of one provider. */
export const lockPath = (provider: string): RelPath =>
  relPath(`src/providers/${provider}/database.lock.json`);

/** The base of the next import. */
export function lockFor(
  {
    tables,
    scope,
    exclude,
  }: Pick<DatabaseLock, 'tables'> & { scope: Scope; exclude: readonly string[] },
  tools: readonly Draft[],
  catalogue: Catalogue,
): DatabaseLock {
  const names = tables.map(({ name }) => name);
  return {
    ...scope,
    exclude: [...exclude],
    tables,
    tools: [...tools],
    others: catalogue.tables.map(({ name }) => name).filter((name) => !names.includes(name)),
  };
}
