/** An MCP server: an address, or a program on this machine. */
export type RemoteTarget = HttpTarget | StdioTarget;

export interface HttpTarget {
  url: URL;
  /** Sent with every request, and to no other origin. */
  headers?: Readonly<Record<string, string>>;
}

export interface StdioTarget {
  command: string;
  args: readonly string[];
  cwd?: string;
  /** In addition to what programs need in order to run. */
  env?: Readonly<Record<string, string>>;
}

export const isHttp = (target: RemoteTarget): target is HttpTarget => 'url' in target;

/** Tokens and keys travel encrypted, or stay on this machine (RFC 8252 section 7.3). */
export const isSafe = ({ protocol, hostname }: URL): boolean =>
  protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));

export const isLoopback = (hostname: string): boolean =>
  hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
