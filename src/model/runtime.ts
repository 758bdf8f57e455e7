import type { JsonSchemaObject } from './json-schema.js';

/** `runtime/facts.json`: what the exports of the package `mcp-provider` mean to the checker. */
export interface RuntimeFacts {
  version: number;
  /** Modules with the same exports as another one. */
  aliases: Readonly<Record<string, string>>;
  /** Modules whose exports are those of another package. */
  reexports: Readonly<Record<string, string>>;
  /** Exports by module. */
  modules: Readonly<Record<string, Readonly<Record<string, RuntimeFact>>>>;
}

/** An argument of a call or a part of it: `0`, `1.getCredentials`; `2.explain()` is what that function returns. */
export type ArgumentPath = string;

/** Data that a checker follows from where it enters. */
export type SourceKind =
  | 'upstream'
  | 'configuration'
  | 'secret'
  /** Of the caller, for a function that puts them into a request. */
  | 'credentials'
  /** Of a request: it holds the key where the sign-in puts it into the query. */
  | 'address'
  | 'person';

/** Places where followed data does harm. */
export type SinkKind =
  /** A string literal, which `base_urls` in provider-config.yaml lists. */
  | 'base-url'
  | 'url-path'
  | 'url-query'
  /** Name of a file, with its folders. */
  | 'file-name'
  | 'header'
  | 'body'
  | 'log'
  | 'message-to-model'
  /** Words that the client shows to the person. */
  | 'question'
  /** A page that the client opens for the person. */
  | 'address';

/** One export of the runtime, a member of what it returns, or that result itself. */
export interface RuntimeFact {
  /** It is a function with these parameters; `?` marks an optional one. */
  parameters?: readonly string[];
  /** The type that a call of it returns. */
  result?: string;
  /** What a call of it returns, a promise aside. */
  returns?: RuntimeFact;
  /** What an object of it holds. */
  members?: Readonly<Record<string, RuntimeFact>>;
  /** A call of it registers such a definition with a provider. */
  registers?: 'tool' | 'resource' | 'prompt';
  /** A call of it registers what every provider of this kind serves. */
  serves?: string;
  /** The argument that is true where no tool changes anything. */
  readOnly?: ArgumentPath;
  /** The argument that must be the name of the provider it is called in. */
  provider?: ArgumentPath;
  /** The argument that must be `getCredentials` of the provider's `api/auth.ts`. */
  credentials?: ArgumentPath;
  /** A call of it sends a request with the credentials of the caller. */
  sends?: 'request';
  /** The argument that is the schema of a form for the person. */
  asks?: ArgumentPath;
  /** Arguments that must be string literals: statements of SQL. */
  statements?: readonly ArgumentPath[];
  /** What the functions in these arguments are called with, by position. */
  calls?: Readonly<Record<ArgumentPath, readonly RuntimeFact[]>>;
  /** It is a zod schema that is shown as this, or as the JSON Schema in an argument. */
  schema?: JsonSchemaObject;
  schemaFrom?: ArgumentPath;
  /** Parts of it, by their path, that hold data of such a source; `''` is all of it. */
  sources?: Readonly<Record<string, SourceKind>>;
  sinks?: Readonly<Record<ArgumentPath, SinkKind>>;
  /** Its result can reach these sinks without harm. */
  sanitizes?: readonly SinkKind[];
  /** Its result holds what these arguments hold; `*` are all of them, `this` is what a method is called on. */
  propagates?: readonly ArgumentPath[];
  /** What a call puts into parts of its arguments, by their path: `{ "0.headers": "1" }`. */
  fills?: Readonly<Record<ArgumentPath, ArgumentPath>>;
  /** The arguments that are parts of its result, by the path of the part: `body.query`. */
  holds?: Readonly<Record<string, ArgumentPath>>;
}
