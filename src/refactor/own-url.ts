import { isLoopback } from '../../runtime/src/utils/addresses.js';
import type { Project } from '../model/project.js';

/**
 * Tells which addresses before `/<provider>/mcp` are those of this project: a server on this machine, one that
 * `server.json` publishes, or none at all. Servers of other vendors, repositories and registries have such paths, too.
 */
export function ownAddresses(project: Project): (address: string) => boolean {
  const remotes = project.document('server.json')?.get('remotes')?.items ?? [];
  const published = remotes.map((remote) => remote.text('url')?.replace(/\/\w+\/mcp$/, ''));
  return (address) => {
    const [, host = ''] = /^\w+:\/\/(\[[^\]]*\]|[^/:]*)/.exec(address) ?? [];
    return address === '' || published.includes(address) || isLoopback(host);
  };
}
