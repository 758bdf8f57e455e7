import { homedir, platform } from 'node:os';
import { resolve } from 'node:path';
import type { CommandContext, GivenArguments } from '../../model/command.js';
import { projectAbove } from '../../project/find.js';
import { readProject } from '../../project/read.js';
import { requireReadable } from '../../project/require-readable.js';
import { serverVariables } from '../../project/variables.js';
import { listProviders } from './providers.js';
import { providersText } from './text.js';

/** Shows what a project serves, without executing its code. */
export async function run(
  { host, ui, flags }: CommandContext,
  given: GivenArguments,
): Promise<0 | 1> {
  const [directory = '.'] = given.arguments;
  const root = await projectAbove(host.files, resolve(host.cwd, directory));
  const project = await readProject(host.files, root);
  if (project.config) requireReadable(project.config);
  const machine = {
    variables: await serverVariables(host, root),
    platform: platform(),
    home: homedir(),
    exists: async (path: string) => (await host.files.kind(path)) !== null,
  };
  const providers = await listProviders(project, machine);
  if (flags.json) ui.result(JSON.stringify({ root, providers }, null, 2));
  else ui.result(providersText(providers, ui.stdout));
  // One without an entry in provider-config.yaml is not served.
  return providers.some(({ auth }) => auth === null) ? 1 : 0;
}
