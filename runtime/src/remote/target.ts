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
  /** Called with what it prints on stderr. */
  onStderr?(text: string): void;
}

export const isHttp = (target: RemoteTarget): target is HttpTarget => 'url' in target;
