/** The machine, handed in: the only way any command reaches disk, processes or environment. Paths are absolute. */
export interface Host {
  files: HostFiles;
  /** All that comes in on standard input; the same each time. */
  stdin(): Promise<string>;
  exec(command: readonly [string, ...string[]], options: ExecOptions): Promise<ExecResult>;
  /** What a step of a plan should have left in a folder and has not; none where no program really runs. */
  lacking?(step: string, root: string): Promise<string | undefined>;
  /** The runtime and the commands, packed; none in a run from sources. */
  packages?(): Promise<PackageArchive[]>;
  /** Absolute path of Node.js; none where the process is not the command's own. */
  readonly node?: string;
  /** What runs a project from its sources; undefined without its packages, and none in a run from sources. */
  projectLoader?(root: string): ProjectLoader | undefined;
  /** Undefined without the packages of the project; none in tests of other commands. */
  bundler?(root: string): Promise<Bundle | undefined>;
  /** What `dev` needs; none in tests of other commands. */
  live?(): Promise<LiveHost>;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export interface ProjectLoader {
  /** Options of Node.js with which it finds the packages. */
  options: readonly string[];
  /** To be imported first. */
  module: URL;
}

/** Bundles the server of a project. @returns what is wrong, with its place; undefined where all is well */
export type Bundle = (warn: (warning: string) => void) => Promise<string | undefined>;

export interface LiveHost {
  /** Starts a program that runs beside this one, and ends with it. */
  start(command: readonly [string, ...string[]], options: StartOptions): Started;
  /** Calls `onChange` with the name of what changes in a folder, and below it where `isDeep`. @returns what ends that */
  watch(folder: string, isDeep: boolean, onChange: (name: string) => void): () => void;
  /** The folder with the files of the page. */
  page: string;
}

export interface StartOptions {
  cwd: string;
  env?: Readonly<Record<string, string>>;
  /** Each line on stdout and stderr. */
  onLine(line: string): void;
  /** With it, the program has a channel for messages. */
  onMessage?(message: unknown): void;
  onEnd(code: number | null): void;
  /** False: others come first. */
  isUrgent?: boolean;
}

export interface Started {
  send(message: object): void;
  /** Lets it finish; it is killed where that takes long. */
  stop(): void;
}

/** A package in npm's form. */
export interface PackageArchive {
  /** File name, which changes with the content: not all package managers compare files of one name. */
  name: string;
  bytes: Uint8Array;
}

/** Every method throws CliError `disk/refused` where the system says no; its `cause` is what the system said. */
export interface HostFiles {
  /** Null where there is no such file. @throws CliError `disk/not-text` where it is not UTF-8 */
  read(path: string): Promise<string | null>;
  /** The same for a file that the user names: also a pipe or a device. */
  readInput(path: string): Promise<string | null>;
  /** The first bytes of a file, one character each; empty where there is no such file. */
  head(path: string, length: number): Promise<string>;
  /** SHA-256 of a file in hexadecimal digits; null where there is no such file. */
  digest(path: string): Promise<string | null>;
  /** Into a directory that is there; a file of that name is overwritten. */
  write(path: string, contents: string | Uint8Array): Promise<void>;
  /** Null where there is nothing; does not follow a link at the end of the path. */
  kind(path: string): Promise<FileKind | null>;
  /** Names in a directory, sorted; empty where there is none. */
  list(path: string): Promise<string[]>;
  /** The same with the kind of each, as `kind` says it, and the size of files in bytes. */
  entries(path: string): Promise<{ name: string; kind: FileKind; size: number }[]>;
  /** What tells a file or directory apart from all others of its disk: it stays when that is moved, a copy has another. */
  identity(path: string): Promise<string>;
  /** With all parents. */
  makeDirectory(path: string): Promise<void>;
  /** Replaces a file, or a directory that is empty. @throws where `to` is a directory that is not */
  rename(from: string, to: string): Promise<void>;
  /** With everything below; nothing happens where there is nothing. */
  remove(path: string): Promise<void>;
  /** With all links resolved. @throws where there is nothing */
  realPath(path: string): Promise<string>;
  /** Gives `to` the owner, the group and the permissions that `from` has; without the group, none of its permissions. */
  keepMode(from: string, to: string): Promise<void>;
  /** Takes all permissions from everybody but the owner. */
  makePrivate(path: string): Promise<void>;
  /** Files with patterns that Git ignores in a repository, beside `.gitignore`: of the user, then of the repository. */
  gitExcludes(repository: string): Promise<string[]>;
  /** What replacing a file by `rename` would ignore; null where nothing is in the way. */
  obstacle(path: string): Promise<Obstacle | null>;
  /** Returns once the content of a file would survive a power cut. */
  flush(path: string): Promise<void>;
  /** Names this process among all that ever write to the same disk: words of `[a-z0-9]`, joined by hyphens. */
  readonly writer: string;
  /** Whether the process of that name still runs. */
  isRunning(writer: string): boolean;
}

export type FileKind = 'file' | 'directory' | 'link' | 'other';

export type Obstacle = 'read-only' | 'other-owner' | 'hard-links';

export interface ExecOptions {
  cwd: string;
  /** In addition to the variables of this process. */
  env?: Readonly<Record<string, string>>;
  /** What it reads on stdin; nothing if absent. */
  input?: string;
  /** It has the terminal of this process to itself, with its signals; its output is not returned. */
  inTerminal?: boolean;
  /**
   * The same, except that it asks by a line on file descriptor 3; what this returns goes to its stdin as a line. This
   * process keeps the keys of the terminal.
   */
  onPrompt?(line: string): Promise<string>;
  /** Called with each line the command prints. */
  onLine?(line: string): void;
  /** Ends the command and all it started; the call then throws the signal's reason. */
  signal?: AbortSignal;
}

interface ExecResult {
  /** Above 128 where a signal ended the command, as shells say it. */
  exitCode: number;
  /** What it was asked for, to be parsed. */
  stdout: string;
  /** stdout and stderr, interleaved, for people: a warning can be anywhere in it. */
  output: string;
}
