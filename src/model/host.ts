/**
 * The machine. Commands access files, processes and the environment only through this interface.
 * Paths are absolute.
 */
export interface Host {
  files: HostFiles;
  /** Returns the whole standard input; repeated calls return the same text. */
  stdin(): Promise<string>;
  exec(command: readonly [string, ...string[]], options: ExecOptions): Promise<ExecResult>;
  /** Returns the missing result of a plan's step in a folder, if any; absent if no programs really run. */
  missingEffect?(step: string, root: string): Promise<string | undefined>;
  /** Returns the runtime and the commands as package archives; absent in a run from sources. */
  packages?(): Promise<PackageArchive[]>;
  /** Absolute path of Node.js; absent if the command does not run in a process of its own. */
  readonly node?: string;
  /**
   * Returns a loader that runs a project from its sources; undefined if its packages are missing,
   * and absent in a run from sources.
   */
  projectLoader?(root: string): ProjectLoader | undefined;
  /** Returns the bundler of a project; undefined if its packages are missing, and absent in tests of other commands. */
  bundler?(root: string): Promise<Bundle | undefined>;
  /** Loads what `dev` needs; absent in tests of other commands. */
  dev?(): Promise<DevHost>;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export interface ProjectLoader {
  /** Node.js options with which it finds the packages. */
  options: readonly string[];
  /** Module to import first. */
  module: URL;
}

/** Bundles the server of a project. @returns what is wrong, with its location; undefined on success */
export type Bundle = (warn: (warning: string) => void) => Promise<string | undefined>;

export interface DevHost {
  /** Starts a program that runs in parallel and ends together with this one. */
  startProgram(command: readonly [string, ...string[]], options: StartOptions): RunningProgram;
  /**
   * Calls `onChange` with the name of each change in a folder, with `isDeep` also in its
   * subfolders.
   * @returns a function that ends the watch
   */
  watchFolder(folder: string, isDeep: boolean, onChange: (name: string) => void): () => void;
  /** The folder with the files of the page. */
  page: string;
}

export interface StartOptions {
  cwd: string;
  env?: Readonly<Record<string, string>>;
  /** Gets each line on stdout and stderr. */
  onLine(line: string): void;
  /** Gets each message; if present, the program has an IPC channel. */
  onMessage?(message: unknown): void;
  onEnd(code: number | null): void;
  /** Whether the program has normal priority, and not a lower one than others. */
  isUrgent?: boolean;
}

export interface RunningProgram {
  send(message: object): void;
  /** Ends the program; it is killed if it does not end in time. */
  stop(): void;
}

/** A package in npm's archive format. */
export interface PackageArchive {
  /**
   * File name, which changes with the content, because some package managers do not compare files
   * with the same name.
   */
  name: string;
  bytes: Uint8Array;
}

/**
 * File operations. Every method throws CliError `disk/refused` if the system refuses; `cause` is
 * the system's error.
 */
export interface HostFiles {
  /** Returns the text of a file; null if it does not exist. @throws CliError `disk/not-text` if it is not UTF-8 */
  read(path: string): Promise<string | null>;
  /** Returns the content of a file; null if it does not exist. */
  readBytes(path: string): Promise<Uint8Array | null>;
  /** Returns the text of a file that the user names, which may also be a pipe or a device. */
  readInput(path: string): Promise<string | null>;
  /** Returns the first bytes of a file, one character each; empty if it does not exist. */
  head(path: string, length: number): Promise<string>;
  /** Returns the SHA-256 of a file in hexadecimal digits; null if it does not exist. */
  digest(path: string): Promise<string | null>;
  /** Writes a file into an existing directory; an existing file is overwritten. */
  write(path: string, contents: string | Uint8Array): Promise<void>;
  /** Returns the kind of a path; null if it does not exist. Does not follow a link at the end of the path. */
  kind(path: string): Promise<FileKind | null>;
  /** Returns names in a directory, sorted; empty if it does not exist. */
  list(path: string): Promise<string[]>;
  /** Returns names in a directory with the kind of each (see `kind`) and the size of files in bytes. */
  entries(path: string): Promise<{ name: string; kind: FileKind; size: number }[]>;
  /**
   * Returns the identity of a file or directory among all others on its disk. It stays after a
   * move; a copy has another one.
   */
  identity(path: string): Promise<string>;
  /** Creates a directory with all parents. */
  makeDirectory(path: string): Promise<void>;
  /**
   * Moves a file or directory, replacing a file or an empty directory.
   * @throws if `to` is a directory that is not empty
   */
  rename(from: string, to: string): Promise<void>;
  /** Removes a path with everything below it; does nothing if it does not exist. */
  remove(path: string): Promise<void>;
  /** Returns the path with all links resolved. @throws if it does not exist */
  realPath(path: string): Promise<string>;
  /** Gives `to` the owner, group and permissions of `from`. If the group cannot be set, its permissions are removed. */
  keepMode(from: string, to: string): Promise<void>;
  /** Removes all permissions except those of the owner. */
  makePrivate(path: string): Promise<void>;
  /** Returns files with ignore patterns other than `.gitignore`: of the user, then of the repository. */
  gitExcludes(repository: string): Promise<string[]>;
  /** Returns the property of a file that replacing it by `rename` would ignore; null if replacing is safe. */
  obstacle(path: string): Promise<Obstacle | null>;
  /** Returns once the content of a file would survive a power failure. */
  flush(path: string): Promise<void>;
  /**
   * Identifies this process among all processes that ever write to the same disk: words of
   * `[a-z0-9]`, joined by hyphens.
   */
  readonly writer: string;
  /** Returns whether the process with this identifier still runs. */
  isRunning(writer: string): boolean;
}

export type FileKind = 'file' | 'directory' | 'link' | 'other';

export type Obstacle = 'read-only' | 'other-owner' | 'hard-links';

export interface ExecOptions {
  cwd: string;
  /** Environment variables in addition to those of this process. */
  env?: Readonly<Record<string, string>>;
  /** Text for its stdin; nothing if absent. */
  input?: string;
  /** Whether it uses the terminal of this process, including signals; its output is then not returned. */
  inTerminal?: boolean;
  /**
   * Answers questions of a program that uses the terminal: each line on file descriptor 3 is a
   * question, and the returned text goes to its stdin as a line. This process keeps reading the
   * keys of the terminal.
   */
  onPrompt?(line: string): Promise<string>;
  /** Gets each line of output. */
  onLine?(line: string): void;
  /** Ends the command and its child processes; the call then throws the signal's reason. */
  signal?: AbortSignal;
}

interface ExecResult {
  /** Exit code; above 128 if a signal ended the command, as in shells. */
  exitCode: number;
  /** Standard output, for parsing. */
  stdout: string;
  /** stdout and stderr interleaved, for users, because warnings can be in either. */
  output: string;
}
