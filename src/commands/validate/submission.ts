import { join } from 'node:path';
import { toolList } from '../../../runtime/src/remote/tool-list.js';
import type { CommandContext } from '../../model/command.js';
import type { Project, Provider } from '../../model/project.js';
import type { Directory, ListedTool, Submission } from '../../model/rule.js';
import { openSessions } from '../../session/server-target.js';
import { withClient } from '../../session/with-client.js';
import { authStyles } from '../../styles/register.gen.js';

/** Questions of directory forms that files do not answer. */
export const formNotes: Readonly<Record<Directory, string>> = {
  chatgpt:
    'The form of the ChatGPT app directory also asks for five prompts that use the app and three that do not.',
  claude:
    'The form of the Claude connectors directory also asks for three examples in the documentation and an account for tests.',
};

/**
 * Runs projects and lists their tools for a directory.
 * @param onlyProviders names of providers; all if absent
 * @throws CliError as `openSessions` and `withClient` do
 */
export async function collectSubmission(
  context: CommandContext,
  projects: readonly Project[],
  {
    directory,
    only: onlyProviders,
  }: { directory: Directory; only: ReadonlySet<string> | undefined },
): Promise<Submission> {
  const { host } = context;
  const providerKey = ({ project: { root }, name }: Pick<Provider, 'project' | 'name'>) =>
    join(root, name);
  const tools = new Map<string, readonly ListedTool[]>();
  const projectsWithIssuer = new Set<Project>();
  for (const project of projects) {
    const env = (await host.files.read(join(project.root, '.env'))) ?? '';
    if (host.env.MCP_ISSUER || /^\s*MCP_ISSUER=\S/m.test(env)) projectsWithIssuer.add(project);
    for (const session of await openSessions(context, [project.root], {})) {
      const { provider: name = '' } = session;
      if (onlyProviders?.has(name) === false) continue;
      const options = { timeout: undefined, asks: false };
      const listedTools = await withClient(context, session, options, ({ client, callMs }) =>
        toolList(client, { timeout: callMs }),
      );
      tools.set(providerKey({ project, name }), listedTools.tools);
    }
  }
  return {
    directory,
    toolsOf: (provider) => tools.get(providerKey(provider)) ?? [],
    hasIssuer: (project) => projectsWithIssuer.has(project),
    styles: authStyles,
  };
}
