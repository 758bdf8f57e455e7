/** The target of a connection: a URL, or a program on this machine. */
export type RemoteTarget = HttpTarget | StdioTarget;

/** An MCP server at a URL. */
export interface HttpTarget {
  url: URL;
  /** Headers that are sent with every request, and to no other origin. */
  headers?: Readonly<Record<string, string>>;
}

/** An MCP server that is a program on this machine. */
export interface StdioTarget {
  command: string;
  args: readonly string[];
  cwd?: string;
  /** Variables in addition to those that programs need in order to run. */
  env?: Readonly<Record<string, string>>;
  /** Receives what the program prints on stderr. @returns what error messages may quote of it */
  onStderr?(text: string): string;
}

/** Returns whether a server is reached at a URL. */
export const isHttp = (target: RemoteTarget): target is HttpTarget => 'url' in target;
