import type { JsonObject } from './json.js';

export type Format = 'json' | 'jsonc' | 'yaml' | 'toml';

export const scopes = ['user', 'project'] as const;
export type Scope = (typeof scopes)[number];

export type Platform = 'darwin' | 'linux' | 'win32';

/** An MCP client. Each is a file in `src/clients`, whose name is its id. */
export type ClientRow = FileClient | CodeClient;

/** A client with a configuration file, or with a form into which users paste text. */
export interface FileClient extends CommonClientFields {
  format: Format;
  container: ContainerShape;
  /** The shape of another version of the client; a file that has this shape keeps it. */
  otherShape?: ContainerShape & { extra: JsonObject };
  /** Project files in the order in which the client looks for them. `NAME` is the name of the server. */
  project?: readonly string[];
  /** User files in the same order (see `UserFiles`). */
  user?: UserFiles;
  /** Files of older client versions, which are read but never created. */
  legacy?: readonly string[];
  /** Files of the user with entries for a single `FOLDER`, which are read but never written. */
  ofFolder?: readonly string[];
  /** Top-level keys of a new file. `APP` is the name of the project. */
  newFile?: Readonly<Record<string, string>>;
  /** Whether every existing file is written, because each installation of the client reads its own. */
  writesAll?: true;
  /** The place where users paste the entry; only for clients without a file to write. */
  paste?: string;
  /** Whether they paste the commands of `cli` there instead, because it is a Bash script. */
  isScript?: true;
  /** Whether it is a desktop program, which does not know the PATH of a shell. */
  desktop?: true;
  stdio: StdioShape | null;
  http: HttpShape | null;
  /** The stdio server that connects to an HTTP server (`URL`), for clients without HTTP. */
  bridge?: { package: string; args: readonly string[] };
  /** Syntax for references to environment variables in the file; absent if the client reads all texts literally. */
  variables?: VariableSyntax;
  oauth?: { clientId?: string; scopes?: string };
  /** Keys that must accompany a fixed `Authorization` header. */
  withAuthorization?: JsonObject;
  timeout?: { key: string; unit: 'ms' | 's' };
  /** Whether `npx` and other scripts need `cmd /c` on Windows. */
  cmdOnWindows?: true;
  /** Whether the client reads project files only after the user trusts the project. */
  trustedProjectOnly?: true;
  restart?: true;
  names?: NameRules;
  /** Other clients that usually read the same project file, but in another shape. */
  conflictsWith?: readonly string[];
  /** Transport that the client uses for an HTTP entry without a type. */
  urlWithoutType?: 'http' | 'sse' | 'http-then-sse';
  /** Keys that make an entry complete without a command or a URL, because its server is defined elsewhere. */
  completeWith?: readonly string[];
  /** Values of `type` in entries that come with the client. */
  builtInTypes?: readonly string[];
  /** Commands of the client; see `src/clients/entry/shortcuts.ts`. */
  cli?: { stdio?: string; http?: string; json?: string; login?: string };
  /** A link that installs the server. */
  deepLink?: string;
}

/** A client that is configured in code. */
export interface CodeClient extends CommonClientFields {
  code: { module: string; stdio: string; http: string };
}

interface CommonClientFields {
  label: string;
  /** Notes about the client that users must know. */
  status?: string;
  /** URLs of the documents on which this description is based. */
  sources?: readonly string[];
  /** Parts of the description that are based only on a secondary source. */
  unverified?: Readonly<Partial<Record<Scope | 'http' | 'variables', string>>>;
}

/**
 * Paths of files by platform, or the same paths for all. `~` is the home folder, `%NAME%` and
 * `$NAME` are environment variables, and `*` is part of the name of an existing folder. Paths with
 * an unset variable are skipped. The first `$NAME` that is set decides where a client looks for its
 * files.
 */
export type UserFiles = readonly string[] | Readonly<Partial<Record<Platform, readonly string[]>>>;

/** The place of entries in a file: a mapping by name or, with `idKey`, a list of mappings that contain their names. */
interface ContainerShape {
  /** Keys are literal: `amp.mcpServers` is a single key. */
  path: readonly string[];
  idKey?: string;
  /** Other paths that the client reads; a file that has one of them keeps it. */
  alternatives?: readonly (readonly string[])[];
}

/** Names of the keys of an entry; dots separate the keys of nested mappings. */
interface EntryShape {
  /** Absent if the client has no type. */
  type?: string;
  /** Keys that contain the type; `type` if absent. */
  typeKeys?: readonly string[];
  /** Key of a list with the names of environment variables that the client passes on. */
  envNames?: string;
  /** Members with fixed values. `NAME` and `DESC` are name and description of the server. */
  extra?: JsonObject;
}

export interface StdioShape extends EntryShape {
  command: string;
  /** Key of the arguments; absent if command and arguments are one list. */
  args?: string;
  env: string;
}

export interface HttpShape extends EntryShape {
  url: string;
  headers: string;
  /** Key of headers whose values are names of environment variables. */
  headersFromEnv?: string;
  /** Key with the name of the environment variable that contains the bearer token. */
  bearerFromEnv?: string;
}

export type EntryField = 'command' | 'args' | 'env' | 'url' | 'headers';

interface VariableSyntax {
  /** Text that refers to the environment variable `VAR`. */
  syntax?: string;
  /** Fields that may contain references; all if absent. */
  fields?: readonly EntryField[];
  /** Prompt with which the client asks for values: `ID` in `reference` is the id of an item in the list at `path`. */
  prompt?: { path: readonly string[]; reference: string };
  /** Text that refers to the folder that is open in the client. */
  workspace?: string;
}

/** Limits of server names; `toolMax` limits prefix, server name, separator and tool name together. */
interface NameRules {
  pattern: string;
  max: number;
  prefix?: string;
  separator?: string;
  toolMax?: number;
}
