import type { Platform, Scope } from '../../model/client.js';
import type { JsonObject } from '../../model/json.js';

/** A server of the project, as any client may start or reach it. */
export interface Server {
  provider: string;
  /** Name of the entry. */
  name: string;
  /** One line. */
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

/** Where an entry is going to be read. */
export interface Surroundings {
  scope: Scope;
  platform: Platform;
  /** Absolute path of the folder that is open in the client; paths in project files are relative to it. */
  workspace: string;
  /** Name of the project. */
  project: string;
  /** Absolute path of Node.js, where it is known. */
  node?: string | undefined;
  /** Absolute path of npm's `npx-cli.js`, where there is one. */
  npxCli?: string | undefined;
  /** Fixed members for the shape that the file has (`FileClient.otherShape`). */
  extra?: JsonObject;
  /** Ids of prompts of the file that are not this entry's own. */
  otherPrompts?: readonly string[];
}

export interface Entry {
  value: JsonObject;
  /** Prompts that the entry refers to. */
  inputs: Prompt[];
  notes: Note[];
}

/** An item in the list of prompts. */
export type Prompt = JsonObject & { id: string };

export interface Note {
  /** A warning needs an action. */
  level: 'warning' | 'note';
  code: string;
  /** A sentence. */
  text: string;
}
