import type { JsonSchemaObject } from './json-schema.js';
import type { AuthPort } from './kind.js';
import type { AuthSpec } from './spec.js';

/**
 * A way to sign in to an API: one folder in `src/styles` with this description, and one in `templates/auth` with the files it brings.
 * Data and pure functions only.
 */
export interface AuthStyle {
  /** In questions and `--help`: what it is, in a few words. */
  label: string;
  /** The `auth` section beside `style`; becomes part of the published JSON Schema. */
  settings: {
    required: readonly string[];
    properties: Readonly<Record<string, JsonSchemaObject>>;
    /** Groups of settings, one of which must be complete. */
    oneOf?: readonly (readonly string[])[];
  };
  /** Where it applies; kinds list the ports that they have. */
  port: AuthPort;
  /** Settings of the provider that the section implies, by key. */
  provides?(auth: Partial<AuthSpec>): Readonly<Record<string, string>>;
  /** Keys of the provider besides its settings that the section implies. */
  extras?(auth: Partial<AuthSpec>): Readonly<Record<string, unknown>>;
  /** The known service that the section is for, by the name of its preset. */
  service?(auth: Partial<AuthSpec>): { name: string; displayName: string } | undefined;
  /** What is missing for most services although the section is valid: the end of a sentence about a setting. */
  warning?(auth: AuthSpec): { setting: string; says: string } | undefined;
  /** The sign-in of a provider in a few words, where they say more than the label. */
  tells?(auth: AuthSpec): string;
  /** Asked in this order; each is also the flag `--auth-<kebab-case key>`, or `--preset`. */
  questions: readonly AuthQuestion[];
  /** Environment variables of a provider, without the provider's prefix. */
  environment(auth: AuthSpec): readonly EnvironmentVariable[];
  /**
   * What is wrong although each setting is valid: the path below the section, and the end of a sentence about it.
   * @param provider the spec, of any form
   */
  fault?(
    auth: AuthSpec,
    provider: Readonly<Record<string, unknown>>,
  ): { path: readonly string[]; says: string } | undefined;
  /** Users sign in, and their credentials are kept in the encrypted store. */
  storesCredentials: boolean;
  /** Each caller has credentials of their own, although none are stored. */
  isPerCaller?: true;
  /** Few APIs want it: it follows the others in questions. */
  rare?: true;
  /** Users of the HTTP server connect their accounts by a link. */
  linksAccounts?: true;
  /** More of the provider's entry in `provider-config.yaml`; `port` is that of the local sign-in server. */
  config?(auth: AuthSpec, port: number): { callback_url?: string; scopes?: readonly string[] };
  /** Sentences about what to do before signing in. */
  next?(auth: AuthSpec, words: Pick<ReadmeWords, 'NAME' | 'port'>): readonly string[];
  /** Markdown for the project's README: how the server gets credentials. */
  readme(auth: AuthSpec, words: ReadmeWords): string;
  /** Data for printers that depends on the section; the style's templates place it. */
  view?(auth: AuthSpec, words: Pick<ReadmeWords, 'NAME'>): Record<string, unknown>;
  /** The `signIn` of the provider's tests; `port` is that of the local sign-in server. */
  testing(auth: AuthSpec, port: number): TestSignIn;
  /** Production dependencies, by package name; versions stand in one table. */
  dependencies: readonly string[];
  /** The smallest valid section: feeds documentation and the test matrix. */
  sample: AuthSpec;
}

/** What a style's part of the README may say of the project. */
export interface ReadmeWords {
  name: string;
  /** The provider in environment variables: `ACME_CHAT`. */
  NAME: string;
  signInCommand: string;
  /** Port of the local sign-in server. */
  port: number;
}

/** An export of `mcp-provider/testing`, called with `argument` where there is one. */
interface TestSignIn {
  name: string;
  from: 'mcp-provider/testing' | 'mcp-provider/testing/oauth';
  argument?: object;
}

export interface AuthQuestion {
  /** Name of the setting. */
  key: string;
  ask: string;
  /** Where to find the answer, in a sentence. */
  hint?: string;
  /** Taken with `--yes`; absent where a person has to know. */
  initial?: string;
  /** Replaces `initial` in a conversation. @param origin of the API, where it is known */
  suggest?(auth: AuthSpec, origin?: string): string | undefined;
  /** Its initial answer is taken unless the person changes it in the summary. */
  derived?: true;
  choices?: readonly { value: string; label: string }[];
  /** The question may be left empty. */
  optional?: boolean;
  /** Several answers, separated by spaces. */
  list?: boolean;
  /** Asked only where this holds of what is known so far. */
  when?(auth: Partial<AuthSpec>): boolean;
}

export interface EnvironmentVariable {
  /** `API_KEY`; the project reads `ACME_CHAT_API_KEY`. */
  suffix: string;
  /** The whole name, where the connected system has fixed it. */
  name?: string;
  description: string;
  secret: boolean;
  /** Absent: users need it. */
  use?: 'optional' | 'tests';
  /** Part of the credentials: where the environment has all of them, users need not sign in. */
  credential?: boolean;
}
