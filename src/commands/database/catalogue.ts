import type { CommandContext } from '../../model/command.js';
import type { Host } from '../../model/host.js';
import type { Catalogue } from '../../database/model.js';
import { readCatalogue } from '../../database/read.js';
import { databaseTarget, type DatabaseTarget } from '../../database/url.js';

const known = new WeakMap<object, Map<string, Promise<Catalogue>>>();

/** The database of `--from-database`: a URL, or `env:NAME`. @throws CliError `database/url` */
export const sourceTarget = (text: string, { env, cwd }: Host): DatabaseTarget =>
  databaseTarget(text, { env, folder: cwd });

/** The catalogue of a database, which is read once, however often questions are asked again. */
export function catalogueOf(
  { host, ui, signal }: Pick<CommandContext, 'host' | 'ui' | 'signal'>,
  target: DatabaseTarget,
): Promise<Catalogue> {
  const catalogues = known.get(host) ?? new Map<string, Promise<Catalogue>>();
  known.set(host, catalogues);
  const key = JSON.stringify(target);
  const found =
    catalogues.get(key) ?? ui.waiting(`Reading ${target.url}`, () => readCatalogue(target, signal));
  catalogues.set(key, found);
  found.catch(() => catalogues.delete(key));
  return found;
}
