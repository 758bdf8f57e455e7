import type { Host } from '../model/host.js';

/** The reason why packages were not installed, and advice. */
interface RegistryFailure {
  /** Words that follow `"npm install"` in a sentence. */
  reason: string;
  hint: string;
}

/** Messages of package managers without a connection. */
const NO_CONNECTION =
  /\bE(?:AI_AGAIN|CONNREFUSED|CONNRESET|HOSTUNREACH|NETUNREACH|NOTCACHED|NOTFOUND|TIMEDOUT)\b|ERR_SOCKET_TIMEOUT|Connection ?Refused|FailedToOpenSocket|DNSResolveFailed|client error \(Connect\)|NO_OFFLINE_META/i;

/** Messages of package managers by what the registry, or a proxy or mirror in its place, has answered. */
const ANSWERS: readonly (readonly [message: RegExp, reason: string, hint: string])[] = [
  [
    /quarantined|NO_MATURE_MATCHING|minimum-?release-?age/i,
    'accepts no version that is as new as those of the project',
    'Run it again when they are older, or exempt "mcp-provider" and "create-mcp-provider" from the minimum age.',
  ],
  [
    /\bE407\b|FETCH_407|407 Proxy Auth|ProxyConnectFailed|statusCode=407/,
    'was refused by the proxy, which asks for credentials',
    'Set the proxy of the package manager with its user name and password, such as with "npm config set https-proxy URL".',
  ],
  [
    /\bE40[13]\b|FETCH_40[13]|Invalid authentication|\bYN0041\b|- 40[13]$/m,
    'was refused by the registry, which asks for other credentials',
    'Sign in, such as with "npm login", or set another registry, such as with "npm config set registry URL".',
  ],
  [
    /SELF_SIGNED_CERT|self-signed certificate|UNABLE_TO_\w+|unable to (?:get|verify)|CERT_\w+/i,
    'does not trust the certificate of the registry or of a proxy',
    'Set NODE_EXTRA_CA_CERTS to the file with the certificate of your company.',
  ],
  [
    /\bE404\b|FETCH_404|ETARGET|NO_MATCHING_VERSION|\bYN00(?:35|82)\b|- 404$|No version matching/m,
    'did not find a package, or its version, in the registry',
    'Set a registry that has it, such as with "npm config set registry URL". "create --vendor" writes "mcp-provider" and "create-mcp-provider" into the project.',
  ],
  [
    // npm takes a page for a package without a version.
    /\bE5\d\d\b|FETCH_5\d\d|- 5\d\d$|invalid json response|Found: \S+@undefined$|BROKEN_METADATA_JSON|PackageFailedToParse/m,
    'got an error or a page of a proxy in place of packages',
    'Check the address of the registry, such as with "npm config get registry", or run it again later.',
  ],
];

/**
 * Returns the part of the registry in a failed installation; undefined if the installation failed
 * for another reason.
 */
export async function registryFailure(
  exec: Host['exec'],
  root: string,
  command: readonly string[],
  output: string,
): Promise<RegistryFailure | undefined> {
  const reply = command[0] === 'npm' ? await requestPackage(exec, root) : output;
  if (NO_CONNECTION.test(reply)) {
    const [, host] = /https?:\/\/(?:[^\s/@]*@)?([^\s/"']+)/.exec(reply) ?? [];
    return {
      reason: `did not reach the registry${host === undefined ? '' : ` "${host}"`}`,
      hint: `Run "${command.join(' ')}" in "${root}" once there is a connection, and set a proxy where one is needed, such as with "npm config set https-proxy URL".`,
    };
  }
  const [, reason, hint] = ANSWERS.find(([message]) => message.test(`${reply}\n${output}`)) ?? [];
  return reason === undefined || hint === undefined ? undefined : { reason, hint };
}

/** Pings the registry, because npm continues without optional packages and ends with a conflict of others. */
async function requestPackage(exec: Host['exec'], root: string): Promise<string> {
  const { exitCode, output } = await exec(['npm', 'ping', '--fetch-retries=0'], { cwd: root });
  return exitCode === 0 ? '' : output;
}
