import { join } from 'node:path';
import { toolList } from '../../../runtime/src/remote/tool-list.js';
import type { CommandContext } from '../../model/command.js';
import type { Project, Provider } from '../../model/project.js';
import type { Directory, ListedTool, Submission } from '../../model/rule.js';
import { sessionsOf } from '../../session/server-target.js';
import { withClient } from '../../session/with-client.js';
import { authStyles } from '../../styles/register.gen.js';

/** What the forms of directories ask for that is in no file. */
export const formNotes: Readonly<Record<Directory, string>> = {
  chatgpt:
    'The form of the ChatGPT app directory also asks for five prompts that use the app and three that do not.',
  claude:
    'The form of the Claude connectors directory also asks for three examples in the documentation and an account for tests.',
};

/**
 * Runs projects and reads the tools that they list for a directory.
 * @param only names of providers; absent: all
 * @throws CliError as `sessionsOf` and `withClient` do
 */
export async function submissionOf(
  context: CommandContext,
  projects: readonly Project[],
  { directory, only }: { directory: Directory; only: ReadonlySet<string> | undefined },
): Promise<Submission> {
  const { host } = context;
  const keyOf = ({ project: { root }, name }: Pick<Provider, 'project' | 'name'>) =>
    join(root, name);
  const tools = new Map<string, readonly ListedTool[]>();
  const issued = new Set<Project>();
  for (const project of projects) {
    const env = (await host.files.read(join(project.root, '.env'))) ?? '';
    if (host.env.MCP_ISSUER || /^\s*MCP_ISSUER=\S/m.test(env)) issued.add(project);
    for (const session of await sessionsOf(context, [project.root], {})) {
      const { provider: name = '' } = session;
      if (only?.has(name) === false) continue;
      const options = { timeout: undefined, asks: false };
      const listed = await withClient(context, session, options, ({ client, callMs }) =>
        toolList(client, { timeout: callMs }),
      );
      tools.set(keyOf({ project, name }), listed.tools);
    }
  }
  return {
    directory,
    toolsOf: (provider) => tools.get(keyOf(provider)) ?? [],
    hasIssuer: (project) => issued.has(project),
    styles: authStyles,
  };
}
