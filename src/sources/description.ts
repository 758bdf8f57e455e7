import type { Scope } from '../model/client.js';
import type { CommandLine } from '../model/command.js';
import type { AuthSpec } from '../model/spec.js';
import type { ImportedProvider, LocatedSpec } from './imported-providers.js';
import type { SourceOptions } from './options.js';

/** The providers of a new project, and the sources of their descriptions. */
export interface Description {
  providers: LocatedSpec[];
  isDemo?: true;
  /** Imports of OpenAPI documents or of a database. */
  imported?: readonly ImportedProvider[];
  /** Credentials of the local user, which are saved in the encrypted store and in no file. */
  secrets?: readonly StoredSecret[];
  /** Settings of programs, by environment variable, which go into `.env`. */
  settings?: Readonly<Record<string, string>>;
  /** Entries of an MCP client that the project replaces. */
  replaces?: readonly ReplacedEntry[];
  /** Options equivalent to the answers, if the specs do not contain them. */
  commandLine: CommandLine<SourceOptions>;
}

export interface ReplacedEntry {
  /** ID of the client. */
  client: string;
  scope: Scope;
  file: string;
  name: string;
  provider: string;
}

export interface StoredSecret {
  provider: string;
  auth: AuthSpec;
  /** Values by member of the credentials. */
  values: Readonly<Record<string, string>>;
  /** The configuration file that contains them unencrypted, if any. */
  file?: string;
}
