import type { JsonObject } from './json.js';

export type Format = 'json' | 'jsonc' | 'yaml' | 'toml';

export const scopes = ['user', 'project'] as const;
export type Scope = (typeof scopes)[number];

export type Platform = 'darwin' | 'linux' | 'win32';

/** An MCP client: one file in `src/clients`, whose name is its id. */
export type ClientRow = FileClient | CodeClient;

/** A client that reads its servers from a configuration file, or from text that is pasted into a form. */
export interface FileClient extends Facts {
  format: Format;
  container: ContainerShape;
  /** A shape of another version of the client: a file that has it keeps it. */
  otherShape?: ContainerShape & { extra: JsonObject };
  /** Files below the project, in the order in which the client looks. `NAME` is the name of the server. */
  project?: readonly string[];
  /** Files of the user, in the same order (see `UserFiles`). */
  user?: UserFiles;
  /** Files of older versions: read, never created. */
  legacy?: readonly string[];
  /** Where the file of the user has entries for one `FOLDER` only: read, never written. */
  ofFolder?: readonly string[];
  /** Top-level keys of a new file. `APP` is the name of the project. */
  newFile?: Readonly<Record<string, string>>;
  /** Every existing file is written: several installations of the client read one each. */
  writesAll?: true;
  /** Where the entry is pasted; only where there is no file to write. */
  paste?: string;
  /** A desktop program: the PATH of a shell is not known to it. */
  desktop?: true;
  stdio: StdioShape | null;
  http: HttpShape | null;
  /** The stdio server that connects to an HTTP server (`URL`), where the client has no HTTP of its own. */
  bridge?: { package: string; args: readonly string[] };
  /** How the file refers to environment variables; absent where the client takes every text literally. */
  variables?: Variables;
  oauth?: { clientId?: string; scopes?: string };
  /** Keys that are needed beside a fixed `Authorization` header. */
  withAuthorization?: JsonObject;
  timeout?: { key: string; unit: 'ms' | 's' };
  /** `npx` and other scripts need `cmd /c` on Windows. */
  cmdOnWindows?: true;
  /** Files of the project are read only where the user trusts the project. */
  trustedProjectOnly?: true;
  restart?: true;
  names?: NameRules;
  /** The usual clients of its project file, which read it in another shape. */
  conflictsWith?: readonly string[];
  /** What the client makes of an HTTP entry without a type. */
  urlWithoutType?: 'http' | 'sse' | 'http-then-sse';
  /** Keys that make an entry complete without a command or a URL: its server is defined elsewhere. */
  completeWith?: readonly string[];
  /** Values of `type` in entries that come with the client. */
  builtInTypes?: readonly string[];
  /** Commands of the client, see `src/clients/entry/shortcuts.ts`. */
  cli?: { stdio?: string; http?: string; json?: string; login?: string };
  /** A link that installs the server. */
  deepLink?: string;
}

/** A client that is configured in code. */
export interface CodeClient extends Facts {
  code: { module: string; stdio: string; http: string };
}

interface Facts {
  label: string;
  /** What users must know about the client itself. */
  status?: string;
  /** Documents that state what the row says. */
  sources?: readonly string[];
  /** Parts of the row that rest on a secondary source, by the entries that they concern. */
  unverified?: Readonly<Partial<Record<Scope | 'http' | 'variables', string>>>;
}

/**
 * Paths of files by platform, or the same for all. `~` is the home folder, `%NAME%` and `$NAME` an environment variable (a
 * path whose variable is not set is left out), `*` part of the name of an existing folder. A client looks for its files
 * where the first `$NAME` that is set says, and nowhere else.
 */
export type UserFiles = readonly string[] | Readonly<Partial<Record<Platform, readonly string[]>>>;

/** Where entries are: in a mapping by name, or, with `idKey`, in a list of mappings that hold their names. */
interface ContainerShape {
  /** Literal keys: `amp.mcpServers` is one. */
  path: readonly string[];
  idKey?: string;
  /** Other paths that the client reads: a file that has one keeps it. */
  alternatives?: readonly (readonly string[])[];
}

/** Names of keys in an entry; dots lead into nested mappings. */
interface Shape {
  /** Absent where the client has no type. */
  type?: string;
  /** Keys of the type; `type` where they are absent. */
  typeKeys?: readonly string[];
  /** A list of environment variables that the client passes on by name. */
  envNames?: string;
  /** Fixed members. `NAME` and `DESC` are name and description of the server. */
  extra?: JsonObject;
}

export interface StdioShape extends Shape {
  command: string;
  /** Absent where command and arguments are one list. */
  args?: string;
  env: string;
}

export interface HttpShape extends Shape {
  url: string;
  headers: string;
  /** Headers whose values are names of environment variables. */
  headersFromEnv?: string;
  /** The name of the environment variable with the bearer token. */
  bearerFromEnv?: string;
}

export type Field = 'command' | 'args' | 'env' | 'url' | 'headers';

interface Variables {
  /** How a text refers to the environment variable `VAR`. */
  syntax?: string;
  /** Where that works; everywhere if absent. */
  fields?: readonly Field[];
  /** The client asks for the value: `ID` in `reference` is the id of an item in the list at `path`. */
  prompt?: { path: readonly string[]; reference: string };
  /** The folder that is open in the client. */
  workspace?: string;
}

/** Of server names; `toolMax` limits prefix, server name, separator and tool name together. */
interface NameRules {
  pattern: string;
  max: number;
  prefix?: string;
  separator?: string;
  toolMax?: number;
}
