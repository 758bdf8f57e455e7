import type { JsonSchemaObject } from './json-schema.js';
import type { AuthPlace } from './kind.js';
import type { AuthSpec } from './spec.js';

/**
 * A way to sign in to an API: a folder in `src/styles` with this description, and one in
 * `templates/auth` with the style's files. It contains only data and pure functions.
 */
export interface AuthStyle {
  /** Short noun phrase for questions and `--help`. */
  label: string;
  /** JSON Schema of the `auth` section without `style`; it becomes part of the published schema. */
  settings: {
    required: readonly string[];
    properties: Readonly<Record<string, JsonSchemaObject>>;
    /** Groups of settings, one of which must be complete. */
    oneOf?: readonly (readonly string[])[];
  };
  /** The place where the style applies; each kind lists those that it has. */
  place: AuthPlace;
  /** Returns the settings of the provider that the section implies, by key. */
  provides?(auth: Partial<AuthSpec>): Readonly<Record<string, string>>;
  /** Returns other keys of the provider that the section implies. */
  extras?(auth: Partial<AuthSpec>): Readonly<Record<string, unknown>>;
  /** Returns the known service that the section is for; `name` is that of its preset. */
  service?(auth: Partial<AuthSpec>): { name: string; displayName: string } | undefined;
  /**
   * Returns a warning about a setting that most services need although the section is valid without
   * it; `predicate` ends a sentence about the setting.
   */
  warning?(auth: AuthSpec): { setting: string; predicate: string } | undefined;
  /** Returns a short description of a provider's sign-in, if it is more specific than the label. */
  summary?(auth: AuthSpec): string;
  /** Questions in this order; each is also the option `--auth-<kebab-case key>`, or `--preset`. */
  questions: readonly AuthQuestion[];
  /** Returns environment variables of a provider, without its prefix. */
  environment(auth: AuthSpec): readonly EnvironmentVariable[];
  /**
   * Returns a fault of a section whose settings are each valid: the path within the section, and
   * the end of a sentence about it.
   * @param provider the spec, of any form
   */
  fault?(
    auth: AuthSpec,
    provider: Readonly<Record<string, unknown>>,
  ): { path: readonly string[]; predicate: string } | undefined;
  /** Whether users sign in, so that the encrypted store contains their credentials. */
  storesCredentials: boolean;
  /** Whether each caller has credentials of their own, although none are stored. */
  isPerCaller?: true;
  /** Whether only few APIs use it, so that questions list it last. */
  rare?: true;
  /** Whether users of the HTTP server connect their accounts through a link. */
  linksAccounts?: true;
  /**
   * Returns further keys of the provider's entry in `provider-config.yaml`; `port` is that of the
   * local sign-in server.
   */
  config?(
    auth: AuthSpec,
    port: number,
  ): { port?: number; callback_url?: string; scopes?: readonly string[] };
  /** Returns sentences about what to do before the first sign-in. */
  next?(auth: AuthSpec, words: Pick<ReadmeWords, 'NAME' | 'port'>): readonly string[];
  /** Returns Markdown for the project's README about how the server gets credentials. */
  readme(auth: AuthSpec, words: ReadmeWords): string;
  /** Returns template data that depends on the section; the templates of the style use it. */
  view?(auth: AuthSpec, words: Pick<ReadmeWords, 'NAME'>): Record<string, unknown>;
  /** Returns the `signIn` of the provider's tests; `port` is that of the local sign-in server. */
  testing(auth: AuthSpec, port: number): TestSignIn;
  /** Names of production dependencies; their versions are in one table. */
  dependencies: readonly string[];
  /** The smallest valid section, for documentation and the test matrix. */
  sample: AuthSpec;
}

/** Values that a style's part of the README uses. */
export interface ReadmeWords {
  name: string;
  /** Prefix of the provider's environment variables: `ACME_CHAT`. */
  NAME: string;
  signInCommand: string;
  /** Port of the local sign-in server. */
  port: number;
}

/** An export of `mcp-provider/testing` that is called with `argument`, if there is one. */
interface TestSignIn {
  name: string;
  from: 'mcp-provider/testing' | 'mcp-provider/testing/oauth';
  argument?: object;
}

export interface AuthQuestion {
  /** Name of the setting. */
  key: string;
  ask: string;
  /** Sentence about where to find the answer. */
  hint?: string;
  /** Answer with `--yes`; absent if only the user can know it. */
  initial?: string;
  /** Replaces `initial` in a conversation. @param origin of the API, if it is known */
  suggest?(auth: AuthSpec, origin?: string): string | undefined;
  /** Whether the initial answer is used without a question; the summary offers to change it. */
  isDerived?: true;
  choices?: readonly { value: string; label: string }[];
  /** Whether the answer may be empty. */
  optional?: boolean;
  /** Whether the answer is a list of values separated by spaces. */
  list?: boolean;
  /** Returns whether the question appears after these answers. */
  when?(auth: Partial<AuthSpec>): boolean;
}

export interface EnvironmentVariable {
  /** Name without the provider's prefix: `API_KEY` stands for `ACME_CHAT_API_KEY`. */
  suffix: string;
  /** The whole name, if the connected system defines it. */
  name?: string;
  description: string;
  secret: boolean;
  /** Use of the variable; absent if users need it. */
  use?: 'optional' | 'tests';
  /** Whether it is part of the credentials: users need not sign in if all of these are set. */
  credential?: boolean;
}

/** Returns whether users prove who they are to the API: with credentials of their own, stored or not. */
export const identifiesUsers = ({
  storesCredentials,
  isPerCaller,
}: Pick<AuthStyle, 'storesCredentials' | 'isPerCaller'>): boolean =>
  storesCredentials || isPerCaller === true;
