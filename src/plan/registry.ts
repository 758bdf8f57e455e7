import type { Host } from '../model/host.js';

/** What package managers print where no connection is made. */
const NO_CONNECTION =
  /\bE(?:AI_AGAIN|CONNREFUSED|CONNRESET|HOSTUNREACH|NETUNREACH|NOTFOUND|TIMEDOUT)\b|ERR_SOCKET_TIMEOUT|Connection ?Refused|FailedToOpenSocket|DNSResolveFailed|client error \(Connect\)/i;

/**
 * The registry that an installation has not reached; empty where its output does not say which, undefined where the reason
 * is another.
 */
export async function unreachedRegistry(
  exec: Host['exec'],
  root: string,
  [manager]: readonly string[],
  output: string,
): Promise<string | undefined> {
  const reply = manager === 'npm' ? await ping(exec, root) : output;
  if (!NO_CONNECTION.test(reply)) return undefined;
  return /https?:\/\/(?:[^\s/@]*@)?([^\s/"']+)/.exec(reply)?.[1] ?? '';
}

/** Without optional packages, npm goes on, and ends with a conflict of others. */
async function ping(exec: Host['exec'], root: string): Promise<string> {
  const { exitCode, output } = await exec(['npm', 'ping', '--fetch-retries=0'], { cwd: root });
  return exitCode === 0 ? '' : output;
}
