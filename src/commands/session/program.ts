import { join } from 'node:path';
import type { Host } from '../../model/host.js';
import { notBuilt } from '../../model/errors/call.js';

/**
 * The words after "node" that start the server of a project: from its sources, so that what runs is what was saved. Where
 * there are none, as where a server is deployed, from its build.
 * @throws CliError `call/not-built`
 */
export async function programOf(
  { files, projectLoader }: Pick<Host, 'files' | 'projectLoader'>,
  root: string,
): Promise<string[]> {
  const source = join(root, 'src', 'server.ts');
  if (projectLoader && (await files.kind(source)) === 'file')
    return ['--enable-source-maps', '--import', projectLoader.href, source];
  const built = join(root, 'dist', 'server.js');
  if ((await files.kind(built)) === null) throw notBuilt(root);
  return [built];
}
