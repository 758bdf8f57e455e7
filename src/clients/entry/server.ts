import type { Platform, Scope } from '../../model/client.js';
import type { JsonObject } from '../../model/json.js';

/** A server of the project, independent of how a client starts or reaches it. */
export interface ClientServer {
  provider: string;
  name: string;
  /** Description on one line. */
  description: string;
  run: NodeRun | NpxRun | HttpRun;
  /** Environment variables that the client passes on to a stdio server. */
  env: readonly string[];
  /** HTTP headers. `${NAME}` refers to an environment variable. */
  headers: Readonly<Record<string, string>>;
  oauth?: { clientId?: string; scopes?: readonly string[] };
  timeoutSeconds?: number;
}

export interface NodeRun {
  by: 'node';
  /** Absolute path of the server. */
  file: string;
  args: readonly string[];
}

/** The published package of the project. */
export interface NpxRun {
  by: 'npx';
  package: string;
  args: readonly string[];
}

export interface HttpRun {
  by: 'http';
  url: string;
}

/** The environment in which a client will read an entry. */
export interface ReaderSurroundings {
  scope: Scope;
  platform: Platform;
  /** Absolute path of the folder that is open in the client; paths in project files are relative to it. */
  workspace: string;
  project: string;
  /** Absolute path of Node.js, if it is known. */
  node?: string | undefined;
  /** Absolute path of npm's `npx-cli.js`, if it exists. */
  npxCli?: string | undefined;
  /** Fixed members for the file's shape (`FileClient.otherShape`). */
  extra?: JsonObject;
  /** Ids of the file's prompts that belong to other entries. */
  otherPrompts?: readonly string[];
}

export interface GeneratedEntry {
  value: JsonObject;
  /** Prompts to which the entry refers. */
  inputs: Prompt[];
  notes: Note[];
}

/** An item in the list of prompts. */
export type Prompt = JsonObject & { id: string };

export interface Note {
  /** `warning` if the user has to act. */
  level: 'warning' | 'note';
  code: string;
  /** A sentence. */
  text: string;
}
