import { join } from 'node:path';
import { notBuilt } from '../model/errors/call.js';
import { packagesMissing } from '../model/errors/project.js';
import type { Host } from '../model/host.js';

/**
 * Returns the arguments of Node.js that start the server of a project from its sources, so that the
 * saved state runs. Without sources, as in a deployment, they start its build.
 * @throws CliError `call/not-built`, `project/packages`
 */
export async function serverProgram(
  host: Pick<Host, 'files' | 'projectLoader'>,
  root: string,
): Promise<string[]> {
  const { files } = host;
  const source = join(root, 'src', 'server.ts');
  if (host.projectLoader && (await files.kind(source)) === 'file') {
    const loader = host.projectLoader(root);
    if (!loader) throw packagesMissing(root);
    return ['--enable-source-maps', ...loader.options, '--import', loader.module.href, source];
  }
  const builtServer = join(root, 'dist', 'server.js');
  if ((await files.kind(builtServer)) === null) throw notBuilt(root);
  return [builtServer];
}
