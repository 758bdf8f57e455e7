import type { JsonSchemaObject, ObjectSchema } from './json-schema.js';

/** A provider described as data: what every input (questions, flags, files) is turned into. Kinds add settings. */
export interface ProviderSpec {
  /** snake_case: directory, key in provider-config.yaml and `PROVIDER_NAME`. */
  name: string;
  /** Name of a folder in `src/kinds`. */
  kind: string;
  displayName: string;
  /** What it is for, as clients tell models; empty where that says no more than the name. */
  description: string;
  auth: AuthSpec;
  /** Absent: every tool is in `tools/list`. */
  surface?: 'search';
  /** Only imports set it. */
  origin?: ImportOrigin;
  /** Only a project that exists sets it: what its modules import from `mcp-instance.ts`. */
  registrars?: readonly string[];
  tools: ToolSpec[];
  resources: ResourceSpec[];
  prompts: PromptSpec[];
}

/**
 * What the tools of a provider come from. Later imports of a document without a path need it as argument; what
 * is served of another MCP server is in the catalog alone.
 */
export type ImportOrigin =
  | { kind: 'database' }
  | { kind: 'document'; path?: string; isCopy?: boolean }
  | { kind: 'server'; catalog: object }
  // Of a known service: where a person makes the token, and what it needs.
  | { kind: 'service'; token: string };

/** How requests of a provider are authenticated, in the terms of OpenAPI; other settings depend on the style. */
export interface AuthSpec {
  /** Name of a folder in `src/styles`. */
  style: string;
  [setting: string]: unknown;
}

/** What a binding says about its tool. */
export interface SuggestedTool extends Partial<Pick<ToolSpec, 'name' | 'description'>> {
  /** Descriptions of arguments, by name. */
  arguments: Record<string, string>;
}

/** An MCP tool definition as `tools/list` returns it, without the binding of its kind. */
export interface ToolSpec {
  name: string;
  title?: string;
  description: string;
  inputSchema: ObjectSchema;
  outputSchema?: ObjectSchema;
  annotations?: ToolAnnotations;
  /** Put to the person before it runs; `{name}` stands for an argument, `{...}` for the others in the call. */
  confirm?: string;
  /** Further words that find it, where the provider has `surface: search`. */
  keywords?: string[];
  /** Arguments of its call in the tests; those that are missing are made up. */
  sample?: Record<string, unknown>;
}

export const toolHints = [
  'readOnlyHint',
  'destructiveHint',
  'idempotentHint',
  'openWorldHint',
] as const;
export type ToolAnnotations = { title?: string } & Partial<
  Record<(typeof toolHints)[number], boolean>
>;

export interface ResourceSpec {
  name: string;
  title?: string;
  description?: string;
  /** Fixed, or an RFC 6570 level 1 template: `acme://rooms/{room_id}`. */
  uri: string;
  mimeType: string;
}

export interface PromptSpec {
  name: string;
  title?: string;
  description?: string;
  arguments: PromptArgumentSpec[];
  /** The message; `{name}` stands for an argument. */
  text: string;
}

export interface PromptArgumentSpec {
  name: string;
  description?: string;
  required?: boolean;
}

/** What the result of a list says beside its items: how to read on, and whether there is more. */
export const aboutThePage: readonly string[] = ['next_cursor', 'truncated'];

/** Schema of `truncated`, where `limit` ends a list. */
export const moreItems: JsonSchemaObject = {
  type: 'boolean',
  description: 'True if there may be more.',
};

/** The first is the default. */
export const sdkLines = ['v2', 'v1'] as const;
export type SdkLine = (typeof sdkLines)[number];
/** Where credentials can be kept beside files of the machine's user. */
export const storeKinds = ['redis', 'postgres'] as const;
export type StoreKind = (typeof storeKinds)[number];
/** The first is the default. */
export const packageManagers = ['npm', 'pnpm', 'yarn', 'bun'] as const;
export type PackageManager = (typeof packageManagers)[number];

export type YarnLinker = 'pnp' | 'other';

/** A whole new project. */
export interface ProjectSpec {
  /** npm package name and name of the directory. */
  name: string;
  sdk: SdkLine;
  packageManager: PackageManager;
  /** Of the package manager, where projects state it: Corepack then installs this version. */
  packageManagerVersion?: string;
  /** How the Yarn workspace around it links packages: with Plug'n'Play they are in zip files. */
  yarnWorkspace?: YarnLinker;
  /** The Git repository around the project. */
  repository?: Repository;
  /** Names of files in `src/features`. */
  features?: readonly string[];
  /** Its repository on GitHub: `https://github.com/acme/acme-mcp`. */
  github?: string;
  /** Public URL of the HTTP server. */
  publicUrl?: string;
  /** MCP clients that its README names; absent: the usual ones. */
  clients?: readonly ClientSetup[];
  /** Absent: in files only. */
  store?: StoreKind;
  /** Its provider is that of the demo, with an API in memory. */
  demo?: true;
  providers: ProviderSpec[];
}

/** How the server gets into an MCP client. */
export interface ClientSetup {
  id: string;
  label: string;
  /** The subcommand of `mcp-provider`. */
  command: string;
  /** Where the entry is, as Markdown. */
  place: string;
}

export interface Repository {
  /** Absolute. */
  root: string;
  /** Default branch. */
  branch: string;
  /** The project's directory below the repository's, with `/`; empty where they are the same. */
  directory: string;
  /** On GitHub, where its remote repository is there. */
  github?: string;
}
