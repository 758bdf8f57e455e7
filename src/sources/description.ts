import type { Scope } from '../model/client.js';
import type { CommandLine } from '../model/command.js';
import type { AuthSpec } from '../model/spec.js';
import type { ImportedProvider, LocatedSpec } from './imported-providers.js';
import type { SourceOptions } from './options.js';

/** The providers of a new project, and where their descriptions come from. */
export interface Description {
  providers: LocatedSpec[];
  isDemo?: true;
  /** What became of OpenAPI documents, or of a database. */
  imported?: readonly ImportedProvider[];
  /** Credentials of the local user, which go to the encrypted store and into no file. */
  secrets?: readonly StoredSecret[];
  /** Entries of an MCP client, in whose place the project comes. */
  replaces?: readonly ReplacedEntry[];
  /** The options that say the same, where the specs do not. */
  given: CommandLine<SourceOptions>;
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
  /** By member of the credentials. */
  values: Readonly<Record<string, string>>;
  /** The configuration that contains them in plain text, if any does. */
  file?: string;
}
