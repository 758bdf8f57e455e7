import type { AuthSpec, ToolSpec } from './spec.js';

/**
 * A known service: a YAML file in `src/presets`, whose name is the name of the preset. It contains
 * no code: its sign-in has the keys of the style `oauth2`, and its tools those of a spec.
 * `basic-raw` is correct for ids and secrets that decoding does not change, whether the service
 * decodes them (RFC 6749 section 2.3.1) or compares them unchanged.
 */
export interface Preset {
  displayName: string;
  /** Base URL of its API; absent if each customer has another one. */
  baseUrl?: string;
  /** Headers of every request, such as a required API version. */
  headers?: Readonly<Record<string, string>>;
  /** The member of each response that states whether it succeeded: `success` of a spec. */
  success?: string;
  /** The service's MCP server, which accepts a user's token or registers clients dynamically. */
  mcpServer?: { url: string; source: string };
  /** Settings of the style `oauth2`; those of a spec have precedence. */
  auth: Omit<AuthSpec, 'style'>;
  /** Scopes that are always requested, because there is no refresh token without them. */
  alwaysScopes?: readonly string[];
  /** A harmless initial scope; empty if scopes are set at the service. */
  exampleScopes: readonly string[];
  /**
   * Redirect URIs that it accepts for a server on the user's own machine; `https` means none, so a
   * tunnel is needed.
   */
  loopback?: '127.0.0.1' | 'localhost' | 'https';
  /** The page on which the client is registered, with notes. */
  register: { url: string; notes: readonly string[] };
  /** Sign-in of one person without OAuth, with a token or key that the person creates at the service. */
  token?: {
    style: 'bearer' | 'basic' | 'api-key';
    settings?: Readonly<Record<string, string>>;
    label: string;
    /** URL of the page that creates it. */
    url: string;
    /** Example of the base URL, if each customer has another one. */
    baseUrl?: string;
    /** `checkPath` of a spec. */
    checkPath?: string;
  };
  /** Example of the base URL for OAuth, if each customer has one other than `baseUrl`. */
  siteUrl?: string;
  /** Source documents by fact. */
  sources: Readonly<Record<string, string>>;
  /** Useful initial tools, which read and write the API at `baseUrl`. */
  tools?: readonly PresetTool[];
}

/** A tool of a spec. `examples` in its output schema are samples for tests; clients do not get them. */
export interface PresetTool extends ToolSpec {
  request: { method: string; path: string } & Readonly<Record<string, unknown>>;
  /** URL of the service's documentation of the request. */
  source: string;
  /** OAuth scopes that it needs, and the permission of a personal token in the words of the service. */
  needs?: { scopes?: readonly string[]; permission?: string };
}
