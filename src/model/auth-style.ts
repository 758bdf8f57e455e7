import type { JsonSchemaObject } from './json-schema.js';
import type { AuthSpec } from './spec.js';

/**
 * A way to sign in to an API: one folder in `templates/auth`, holding this description and the files it brings.
 * Data and pure functions only.
 */
export interface AuthStyle {
  /** In questions and `--help`: what it is, in a few words. */
  label: string;
  /** The `auth` section beside `style`; becomes part of the published JSON Schema. */
  settings: { required: readonly string[]; properties: Readonly<Record<string, JsonSchemaObject>> };
  /** Asked in this order; each is also the flag `--auth-<kebab-case key>`. */
  questions: readonly AuthQuestion[];
  /** Environment variables of a provider, without the provider's prefix. */
  environment(auth: AuthSpec): readonly EnvironmentVariable[];
  /** People's credentials are kept in the sealed store; brings `core/credentials`. */
  storesCredentials: boolean;
  /** Pieces of TypeScript source that depend on the section, by name; the style's templates place them. */
  view?(auth: AuthSpec): Record<string, string>;
  /** Production dependencies, by package name; versions stand in one table. */
  dependencies: readonly string[];
  devDependencies: readonly string[];
  /** The smallest valid section: feeds documentation and the test matrix. */
  sample: AuthSpec;
}

export interface AuthQuestion {
  /** Name of the setting. */
  key: string;
  ask: string;
  /** Taken with `--yes`; absent where a person has to know. */
  initial?: string;
  choices?: readonly { value: string; label: string }[];
  /** The question may be left empty. */
  optional?: boolean;
}

export interface EnvironmentVariable {
  /** `API_KEY`; the project reads `ACME_CHAT_API_KEY`. */
  suffix: string;
  description: string;
  secret: boolean;
}
