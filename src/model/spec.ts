import type { ObjectSchema } from './json-schema.js';

/** A provider described as data: what every input (questions, flags, files) is turned into. */
export interface ProviderSpec {
  /** snake_case: directory, key in provider-config.yaml and `PROVIDER_NAME`. */
  name: string;
  kind: 'api';
  displayName: string;
  description: string;
  /** Absolute URL without a trailing slash. */
  baseUrl: string;
  auth: AuthSpec;
  tools: ToolSpec[];
  resources: ResourceSpec[];
  prompts: PromptSpec[];
}

/** How a provider signs in to its API, in OpenAPI's words; what else is allowed depends on the style. */
export interface AuthSpec {
  /** Name of a folder in `templates/auth`. */
  style: string;
  [setting: string]: unknown;
}

/** An MCP tool definition as `tools/list` returns it, plus how the API is called. */
export interface ToolSpec {
  name: string;
  title?: string;
  description: string;
  inputSchema: ObjectSchema;
  outputSchema?: ObjectSchema;
  annotations?: ToolAnnotations;
  /** Absent: the API function is written with its types and says that it is not implemented yet. */
  request?: RequestSpec;
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

export const httpMethods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
export type HttpMethod = (typeof httpMethods)[number];
/** Their arguments travel in the query. */
export const methodsWithoutBody: readonly HttpMethod[] = ['GET', 'HEAD', 'DELETE'];

/**
 * One HTTP call. Arguments named in `path` go there; those in `query` go into the query; the rest goes into the query
 * for GET, HEAD and DELETE and into the JSON body otherwise.
 */
export interface RequestSpec {
  method: HttpMethod;
  /** `/rooms/{room_id}/messages`: each `{name}` is a required argument. */
  path: string;
  /** Arguments that travel in the query although the method has a body. */
  query?: string[];
  /** The output property that takes the API's answer where that is a bare array. */
  resultKey?: string;
  /** How further pages are found; `resultKey` then names the list. */
  pagination?: PaginationSpec;
}

export interface PaginationSpec {
  /** `link`: RFC 8288 `Link: <…>; rel="next"`. `cursor`: a value in the answer's body, sent back as a query parameter. */
  style: 'link' | 'cursor';
  /** Dotted path of the next cursor in the body (style `cursor`). */
  nextCursor?: string;
  /** Query parameter that takes the cursor (style `cursor`). */
  cursorParam?: string;
  /** Dotted path of the list in the body; absent where the body is the list. */
  items?: string;
  /** Integer argument that says how many items to return in all. */
  limit: string;
}

export interface ResourceSpec {
  name: string;
  title?: string;
  description?: string;
  /** Fixed, or an RFC 6570 level 1 template: `acme://rooms/{room_id}`. */
  uri: string;
  mimeType: string;
  /** Only `path` variables of the URI; always GET. */
  request?: { path: string };
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

/** The first is the default. */
export const sdkLines = ['v2', 'v1'] as const;
export type SdkLine = (typeof sdkLines)[number];
/** Where credentials can be kept beside files of the machine's user. */
export const storeKinds = ['redis', 'postgres'] as const;
export type StoreKind = (typeof storeKinds)[number];
/** The first is the default. */
export const packageManagers = ['npm', 'pnpm', 'yarn', 'bun'] as const;
export type PackageManager = (typeof packageManagers)[number];

/** A whole new project. */
export interface ProjectSpec {
  /** npm package name and name of the directory. */
  name: string;
  sdk: SdkLine;
  packageManager: PackageManager;
  /** Absent: in files only. */
  store?: StoreKind;
  providers: ProviderSpec[];
}
