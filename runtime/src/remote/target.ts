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

/** Spaces between quotes that begin a word, or follow a `=` in it, belong to the word. */
const WORD = /(?:(?<=^|[\s=])(?:"[^"]*"|'[^']*')|\S)+/g;
const QUOTED = /(?<=^|=)(?:"([^"]*)"|'([^']*)')/g;

/** The program and its arguments. No shell reads the text: quotes keep spaces together, and no other character has a meaning. */
export const wordsOf = (text: string): string[] =>
  (text.match(WORD) ?? []).map((word) =>
    word.replace(QUOTED, (_, double?: string, single?: string) => double ?? single ?? ''),
  );
