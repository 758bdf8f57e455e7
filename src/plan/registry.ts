import type { Host } from '../model/host.js';

/** Messages of package managers without a connection. */
const NO_CONNECTION =
  /\bE(?:AI_AGAIN|CONNREFUSED|CONNRESET|HOSTUNREACH|NETUNREACH|NOTFOUND|TIMEDOUT)\b|ERR_SOCKET_TIMEOUT|Connection ?Refused|FailedToOpenSocket|DNSResolveFailed|client error \(Connect\)/i;

/**
 * The registry that an installation could not reach; empty if its output does not name it,
 * undefined if the reason is another one.
 */
export async function unreachedRegistry(
  exec: Host['exec'],
  root: string,
  [manager]: readonly string[],
  output: string,
): Promise<string | undefined> {
  const reply = manager === 'npm' ? await requestPackage(exec, root) : output;
  if (!NO_CONNECTION.test(reply)) return undefined;
  return /https?:\/\/(?:[^\s/@]*@)?([^\s/"']+)/.exec(reply)?.[1] ?? '';
}

/** Requests a package, because npm continues without optional packages and then fails with a conflict of others. */
async function requestPackage(exec: Host['exec'], root: string): Promise<string> {
  const { exitCode, output } = await exec(['npm', 'ping', '--fetch-retries=0'], { cwd: root });
  return exitCode === 0 ? '' : output;
}
