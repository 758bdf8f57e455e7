import type { JsonSchemaObject, ObjectSchema } from './json-schema.js';
import type { ToolOptions } from './tool-options.js';

/** A provider described as data, which every input (questions, options, files) is converted to. Kinds add settings. */
export interface ProviderSpec {
  /** snake_case name: directory, key in provider-config.yaml and `PROVIDER_NAME`. */
  name: string;
  /** Name of a folder in `src/kinds`. */
  kind: string;
  displayName: string;
  /** Purpose of the provider, as clients tell models; empty if it adds nothing to the name. */
  description: string;
  auth: AuthSpec;
  /** `search` lists tools that find the others; by default, every tool is in `tools/list`. */
  surface?: 'search';
  /** Whether all tools with an output schema have views. */
  view?: 'auto';
  /** Set only by imports. */
  origin?: ImportOrigin;
  /** Set only for existing projects: the names that its modules import from `mcp-instance.ts`. */
  registrars?: readonly string[];
  tools: ToolSpec[];
  resources: ResourceSpec[];
  prompts: PromptSpec[];
}

/**
 * The origin of imported tools. Later imports of a document without a path need it as an argument;
 * the definitions of another MCP server are only in the catalog.
 */
export type ImportOrigin =
  | { kind: 'database' }
  // The template is that of a base URL whose variables have the defaults of the document.
  | {
      kind: 'document';
      path?: string;
      isCopy?: boolean;
      server?: { url: string; template: string };
    }
  | { kind: 'server'; catalog: object }
  // `token` says where the user of a known service creates the token, and what permissions it needs.
  | { kind: 'service'; token: string };

/** Settings that authenticate requests of a provider, in the terms of OpenAPI; other keys depend on the style. */
export interface AuthSpec {
  /** Name of a folder in `src/styles`. */
  style: string;
  [setting: string]: unknown;
}

/** Name and description of a tool, derived from its binding. */
export interface SuggestedTool extends Partial<Pick<ToolSpec, 'name' | 'description'>> {
  /** Descriptions of arguments by name. */
  arguments: Record<string, string>;
}

/** An MCP tool definition as `tools/list` returns it, without the binding of its kind. */
export interface ToolSpec extends ToolOptions {
  name: string;
  title?: string;
  description: string;
  inputSchema: ObjectSchema;
  outputSchema?: ObjectSchema;
  annotations?: ToolAnnotations;
  /** Question to the user before the tool runs; `{name}` stands for an argument, `{...}` for the others of the call. */
  confirm?: string;
  /** Further search terms for a provider with `surface: search`. */
  keywords?: string[];
  /** Arguments of its test call; missing ones are generated. */
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
  /** A fixed URI, or an RFC 6570 level 1 template: `acme://rooms/{room_id}`. */
  uri: string;
  mimeType: string;
}

export interface PromptSpec {
  name: string;
  title?: string;
  description?: string;
  arguments: PromptArgumentSpec[];
  /** The message, in which `{name}` stands for an argument. */
  text: string;
}

export interface PromptArgumentSpec {
  name: string;
  description?: string;
  required?: boolean;
}

/** Number of items that a generated list tool returns by default, unless its source states another one. */
export const DEFAULT_PAGE_SIZE = 20;

/** Properties of a list result besides its items: how to continue, and whether there is more. */
export const pageProperties: readonly string[] = ['next_cursor', 'truncated'];

/**
 * Returns the schema of `truncated`, for lists that `limit` ends.
 * @param continues whether a later call can continue the list
 */
export const moreItems = (continues: boolean): JsonSchemaObject => ({
  type: 'boolean',
  description: continues
    ? 'True if there may be more.'
    : 'True if there may be more; raise the limit.',
});

/** Schemas of a list that a later call can continue: of the argument, and of the property of the result. */
export const listCursor = {
  argument: { type: 'string', description: 'The next_cursor of the result before.' },
  result: { type: 'string', description: 'For what follows; absent at the end.' },
} as const satisfies Record<string, JsonSchemaObject>;

/** The SDK lines; the first is the default. */
export const sdkLines = ['v2', 'v1'] as const;
export type SdkLine = (typeof sdkLines)[number];
/** Credential stores besides files of the machine's user. */
export const storeKinds = ['redis', 'postgres'] as const;
export type StoreKind = (typeof storeKinds)[number];
/** The package managers; the first is the default. */
export const packageManagers = ['npm', 'pnpm', 'yarn', 'bun'] as const;
export type PackageManager = (typeof packageManagers)[number];

export type YarnLinker = 'pnp' | 'other';

/** Base URL of the demo, by which its provider is known under any name. */
export const DEMO_URL = 'https://notes.example';

/** A whole new project. */
export interface ProjectSpec {
  /** npm package name and name of the directory. */
  name: string;
  sdk: SdkLine;
  packageManager: PackageManager;
  /** Version of the package manager, if projects state it: Corepack then installs this version. */
  packageManagerVersion?: string;
  /** Linker of the surrounding Yarn workspace: with Plug'n'Play, packages are in zip files. */
  yarnWorkspace?: YarnLinker;
  /** The Git repository that contains the project. */
  repository?: Repository;
  /** Names of files in `src/features`. */
  features?: readonly string[];
  /** URL of its repository on GitHub: `https://github.com/acme/acme-mcp`. */
  github?: string;
  /** Public URL of the HTTP server. */
  publicUrl?: string;
  /** MCP clients that its README names; the usual ones if absent. */
  clients?: readonly ClientSetup[];
  /** Credential store; files only if absent. */
  store?: StoreKind;
  /** Whether its provider is the demo, with an API in memory. */
  demo?: true;
  providers: ProviderSpec[];
}

/** Instructions for adding the server to an MCP client. */
export interface ClientSetup {
  id: string;
  label: string;
  /** The subcommand of `mcp-provider`. */
  command: string;
  /** Markdown that describes where the entry is. */
  place: string;
}

export interface Repository {
  /** Absolute path. */
  root: string;
  /** Name of the default branch. */
  branch: string;
  /** The project's directory relative to the repository, with `/`; empty if they are the same. */
  directory: string;
  /** `owner/name` on GitHub, if its remote repository is there. */
  github?: string;
}
