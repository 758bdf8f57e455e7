import type { CommandContext } from '../../model/command.js';
import { databaseUnknown } from '../../model/errors/database.js';
import { screamingCase } from '../../model/names.js';
import { databaseTarget, type DatabaseTarget } from '../../database/url.js';
import { serverVariables } from '../../project/variables.js';
import type { OpenProject } from '../grow/project.js';

/**
 * The database that the server of a project uses: "database_url" in provider-config.yaml, or the environment variables
 * that replace it, with the login in `<PROVIDER>_USERNAME` and `<PROVIDER>_PASSWORD`.
 * @throws CliError `database/…`
 */
export async function configuredTarget(
  { host }: Pick<CommandContext, 'host'>,
  { model, root }: OpenProject,
  provider: string,
): Promise<DatabaseTarget> {
  const prefix = screamingCase(provider);
  const stated = model.config?.text('providers', provider, 'database_url');
  const env = await serverVariables(host, root);
  const url = env[`${prefix}_DATABASE_URL`] ?? stated;
  if (url === undefined) throw databaseUnknown(provider);
  const target = databaseTarget(url, { env, folder: root });
  const { [`${prefix}_USERNAME`]: username, [`${prefix}_PASSWORD`]: password } = env;
  return {
    ...target,
    login: {
      ...(username !== undefined && { username }),
      ...(password !== undefined && { password }),
      ...target.login,
    },
  };
}
