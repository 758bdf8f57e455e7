import type { AuthSpec, ToolSpec } from './spec.js';

/**
 * A known service: one YAML file in `src/presets`, whose name is the name of the preset. It adds no code: its sign-in is in
 * the words of the style `oauth2`, and its tools are those of a spec.
 *
 * `basic-raw` stands where ids and secrets hold nothing that decoding would change: it is right whether the service
 * decodes them, as RFC 6749 section 2.3.1 says, or compares them as they are.
 */
export interface Preset {
  displayName: string;
  /** Of its API, to start from; absent where every customer has another. */
  baseUrl?: string;
  /** Of every request to its API, such as the version that it requires. */
  headers?: Readonly<Record<string, string>>;
  /** The member of each response that says whether it succeeded: `success` of a spec. */
  success?: string;
  /** The service runs an MCP server that takes a token of a user, or registers clients by itself. */
  mcpServer?: { url: string; source: string };
  /** Settings of the style `oauth2`; those of a spec take precedence. */
  auth: Omit<AuthSpec, 'style'>;
  /** Asked for in any case: without them there is no refresh token. */
  alwaysScopes?: readonly string[];
  /** A harmless scope to start with; empty where scopes are set at the service. */
  exampleScopes: readonly string[];
  /** Redirect addresses it takes for a server on the person's own machine; `https`: none, which needs a tunnel. */
  loopback?: '127.0.0.1' | 'localhost' | 'https';
  /** Where the client is registered, and what has to be known there. */
  register: { url: string; notes: readonly string[] };
  /** Sign-in without OAuth, for one person: with something that the person makes at the service. */
  token?: {
    style: 'bearer' | 'basic' | 'api-key';
    settings?: Readonly<Record<string, string>>;
    label: string;
    /** Where it is made. */
    url: string;
    /** An example of the base URL, where every customer has another. */
    baseUrl?: string;
    /** `checkPath` of a spec. */
    checkPath?: string;
  };
  /** The same for OAuth, where it is not `baseUrl`. */
  siteUrl?: string;
  /** Which document says what. */
  sources: Readonly<Record<string, string>>;
  /** Useful tools to begin with, which read and write the API at `baseUrl`. */
  tools?: readonly PresetTool[];
}

/** A tool of a spec. `examples` in its output schema are samples for the tests: clients are not told them. */
export interface PresetTool extends ToolSpec {
  request: { method: string; path: string } & Readonly<Record<string, unknown>>;
  /** Where the service documents the request. */
  source: string;
  /** OAuth scopes that it needs, and the permission of a personal token in the words of the service. */
  needs?: { scopes?: readonly string[]; permission?: string };
}
