import { homedir, platform } from 'node:os';
import { join, resolve } from 'node:path';
import type { CommandContext, GivenArguments } from '../../model/command.js';
import { projectAbove } from '../../project/find.js';
import { loadProject } from '../../project/load.js';
import { serverVariables } from '../../project/variables.js';
import type { RemoteCatalog } from '../../../runtime/src/remote/catalog.js';
import { catalogIn } from '../../remote/catalog.js';
import { listProviders, remoteFile } from './providers.js';
import { providersText } from './text.js';

/** Shows what a project serves, without executing its code. */
export async function run({ host, ui, flags }: CommandContext, given: GivenArguments): Promise<0> {
  const [directory = '.'] = given.arguments;
  const root = await projectAbove(host.files, resolve(host.cwd, directory));
  const model = await loadProject(host.files, root);
  const catalogs = new Map<string, RemoteCatalog>();
  for (const { name } of model.providers) {
    const text = await host.files.read(join(root, remoteFile(name)));
    if (text !== null) catalogs.set(name, catalogIn(remoteFile(name), text));
  }
  const machine = {
    variables: await serverVariables(host, root),
    platform: platform(),
    home: homedir(),
    exists: async (path: string) => (await host.files.kind(path)) !== null,
  };
  const providers = await listProviders(model, machine, catalogs);
  if (flags.json) ui.result(JSON.stringify({ root, providers }, null, 2));
  else ui.result(providersText(providers, ui.stdout));
  return 0;
}
