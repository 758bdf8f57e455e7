import type { CommandContext, GivenArguments } from '../../model/command.js';
import { dumpNeedsUrl } from '../../model/errors/database.js';
import type { Host } from '../../model/host.js';
import type { Catalogue } from '../../database/model.js';
import { readCatalogue, readDump } from '../../database/read.js';
import { databaseTarget, isDump, type DatabaseTarget } from '../../database/url.js';
import { readText } from '../create/input.js';
import { databaseUrlIn } from './options.js';

const known = new WeakMap<object, Map<string, Promise<Catalogue>>>();

/**
 * The database of `--from-database`: a URL, `env:NAME`, or a dump with `--database-url`.
 * @throws CliError `database/url`
 */
export function sourceTarget(
  text: string,
  given: GivenArguments,
  { env, cwd }: Host,
): DatabaseTarget {
  const place = { env, folder: cwd };
  if (!isDump(text)) return databaseTarget(text, place);
  const databaseUrl = databaseUrlIn(given);
  if (databaseUrl === undefined) throw dumpNeedsUrl(text);
  return { ...databaseTarget(databaseUrl, place), dump: text };
}

/** The catalogue of a database, which is read once, however often questions are asked again. */
export function catalogueOf(
  { host, ui, signal }: Pick<CommandContext, 'host' | 'ui' | 'signal'>,
  target: DatabaseTarget,
): Promise<Catalogue> {
  const catalogues = known.get(host) ?? new Map<string, Promise<Catalogue>>();
  known.set(host, catalogues);
  const { url, dump } = target;
  const read = async () =>
    dump === undefined
      ? readCatalogue(target, signal)
      : readDump(await readText(host, dump), { ...target, dump });
  const key = JSON.stringify(target);
  const found = catalogues.get(key) ?? ui.waiting(`Reading ${dump ?? url}`, read);
  catalogues.set(key, found);
  found.catch(() => catalogues.delete(key));
  return found;
}
