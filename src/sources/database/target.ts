import { join } from 'node:path';
import type { DatabaseCatalog } from '../../database/model.js';
import { readCatalog } from '../../database/read.js';
import {
  type DatabaseTarget,
  databaseTarget,
  isVariable,
  urlWithLogin,
} from '../../database/url.js';
import { thisMachine } from '../../machine/machine.js';
import { stateFolder } from '../../machine/state-folder.js';
import type { CommandContext } from '../../model/command.js';
import { CliError } from '../../model/errors/cli-error.js';
import { databaseUnknown } from '../../model/errors/database.js';
import type { Host } from '../../model/host.js';
import { screamingCase } from '../../model/names.js';
import type { Project } from '../../model/project.js';
import type { Questions } from '../../model/questions.js';
import { versions } from '../../model/versions.js';
import { serverVariables } from '../../project/variables.js';

/** A project that was read from disk. */
export type LoadedProject = Readonly<{ root: string; model: Project }>;

/**
 * Returns the database that the server of a project uses: "database_url" in provider-config.yaml,
 * or the environment variables that replace it, with the login in `<PROVIDER>_USERNAME` and
 * `<PROVIDER>_PASSWORD`.
 * @throws CliError `database/…`
 */
export async function configuredTarget(
  { host }: Pick<CommandContext, 'host'>,
  { model, root }: LoadedProject,
  provider: string,
): Promise<DatabaseTarget> {
  const prefix = screamingCase(provider);
  const configuredUrl = model.config?.text('providers', provider, 'database_url');
  const env = await serverVariables(host, root);
  const url = env[`${prefix}_DATABASE_URL`] ?? configuredUrl;
  if (url === undefined) throw databaseUnknown(provider);
  const target = databaseTarget(url, { env, folder: root });
  const variables = [`${prefix}_USERNAME`, `${prefix}_PASSWORD`] as const;
  const [username, password] = variables.map((name) => env[name]);
  return {
    ...target,
    drivers: driverFolder(host),
    variables,
    login: {
      ...(username !== undefined && { username }),
      ...(password !== undefined && { password }),
      ...target.login,
    },
  };
}

type DatabaseContext = Pick<CommandContext, 'host' | 'ui' | 'flags' | 'signal'>;

const cache = new WeakMap<object, Map<string, Promise<DatabaseCatalog>>>();

/** Returns the database of `--from-database`: a URL, or `env:NAME`. @throws CliError `database/url` */
export const sourceTarget = (text: string, host: Host): DatabaseTarget => ({
  ...databaseTarget(text, { env: host.env, folder: host.cwd }),
  drivers: driverFolder(host),
});

/** The SQLite driver for Node.js versions without one, before there is a project. */
const DRIVER = `libsql@${versions.libsql}`;

const driverFolder = (host: Host) =>
  join(stateFolder(thisMachine(host)), 'create-mcp-provider', DRIVER);

/** Returns the catalog of a database, which is read once, even if questions are repeated. */
export function catalogOf(
  context: DatabaseContext,
  target: DatabaseTarget,
): Promise<DatabaseCatalog> {
  const { host, ui, signal } = context;
  const catalogs = cache.get(host) ?? new Map<string, Promise<DatabaseCatalog>>();
  cache.set(host, catalogs);
  const key = JSON.stringify(target);
  const read = () =>
    ui.transientProgress(`Reading ${target.url}`, () => readCatalog(target, signal));
  const catalog =
    catalogs.get(key) ??
    read().catch(async (error: unknown) => {
      if (!(error instanceof CliError && error.code === 'database/driver')) throw error;
      if (!(await askToInstallDriver(context, driverFolder(host)))) throw error;
      return read();
    });
  catalogs.set(key, catalog);
  catalog.catch(() => catalogs.delete(key));
  return catalog;
}

/**
 * Returns the text of a database, with the login for which the database asks. It is entered at
 * questions of its own, because a URL is visible while it is typed.
 * @param ask if questions are possible
 * @throws CliError `database/…`
 */
export async function textWithLogin(
  context: DatabaseContext,
  text: string,
  ask: () => Promise<Questions | undefined>,
): Promise<string> {
  const target = sourceTarget(text, context.host);
  try {
    await catalogOf(context, target);
    return text;
  } catch (error) {
    const isMissing = error instanceof CliError && error.code === 'database/login';
    const questions = isMissing && !isVariable(text) ? await ask() : undefined;
    if (!questions) throw error;
    const { host, pathname } = new URL(target.url);
    const check = (answer: string) => (answer === '' ? 'Enter a value.' : undefined);
    const username =
      target.login.username ??
      (await questions.text({
        key: 'username',
        message: `User name for ${host}${pathname}`,
        interpret: () => LOGIN,
        check,
      }));
    const password = await questions.text({
      key: 'password',
      message: `Password of ${username} (hidden)`,
      isHidden: true,
      maskText: () => '•••',
      interpret: () => LOGIN,
      check,
    });
    return urlWithLogin(target.url, { username, password });
  }
}

const LOGIN =
  'Used to read the tables, and in no file. For a URL with a login in the environment: Esc, then env:DATABASE_URL.';

/** Asks to install the driver for all later runs. @returns whether it is installed */
async function askToInstallDriver(
  { host, ui, flags, signal }: DatabaseContext,
  folder: string,
): Promise<boolean> {
  if (!flags.install) return false;
  if (ui.interactive && !flags.yes) {
    const questions = await ui.ask(signal);
    const question = `This Node.js cannot read SQLite. Install ${DRIVER} (10 MB) in ${folder}?`;
    if (!(await questions.confirm(question, true))) return false;
  }
  await host.files.makeDirectory(folder);
  const options = ['--prefix', folder, '--no-audit', '--no-fund', '--ignore-scripts'];
  const install = () => host.exec(['npm', 'install', ...options, DRIVER], { cwd: folder, signal });
  return (await ui.transientProgress(`Installing ${DRIVER}`, install)).exitCode === 0;
}
