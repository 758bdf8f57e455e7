import type { Catalogue } from '../../database/model.js';
import { readCatalogue } from '../../database/read.js';
import { databaseTarget, type DatabaseTarget } from '../../database/url.js';
import type { CommandContext } from '../../model/command.js';
import { databaseUnknown } from '../../model/errors/database.js';
import type { Host } from '../../model/host.js';
import { screamingCase } from '../../model/names.js';
import { serverVariables } from '../../project/variables.js';
import type { Project } from '../../model/project.js';

/** What is known of a project on disk. */
export type ReadProject = Readonly<{ root: string; model: Project }>;

/**
 * The database that the server of a project uses: "database_url" in provider-config.yaml, or the environment variables
 * that replace it, with the login in `<PROVIDER>_USERNAME` and `<PROVIDER>_PASSWORD`.
 * @throws CliError `database/…`
 */
export async function configuredTarget(
  { host }: Pick<CommandContext, 'host'>,
  { model, root }: ReadProject,
  provider: string,
): Promise<DatabaseTarget> {
  const prefix = screamingCase(provider);
  const stated = model.config?.text('providers', provider, 'database_url');
  const env = await serverVariables(host, root);
  const url = env[`${prefix}_DATABASE_URL`] ?? stated;
  if (url === undefined) throw databaseUnknown(provider);
  const target = databaseTarget(url, { env, folder: root });
  const variables = [`${prefix}_USERNAME`, `${prefix}_PASSWORD`] as const;
  const [username, password] = variables.map((name) => env[name]);
  return {
    ...target,
    variables,
    login: {
      ...(username !== undefined && { username }),
      ...(password !== undefined && { password }),
      ...target.login,
    },
  };
}

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
