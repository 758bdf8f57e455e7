import type { AuthSpec } from './spec.js';

/**
 * What is known about the sign-in of a service: one file in `src/presets`, whose name is the name of the preset. It adds
 * no code: what a service does otherwise is data, in the words of the style `oauth2`.
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
  /** Settings of the style `oauth2`; what a spec says itself wins. */
  settings: Omit<AuthSpec, 'style'>;
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
  /** Useful requests to begin with. */
  starter?: readonly StarterTool[];
  /** Which document says what. */
  sources: Readonly<Record<string, string>>;
}

/** A tool of a known service, in the words of the options. */
export interface StarterTool {
  /** `get_me: The signed-in user.` */
  tool: string;
  request: string;
  params?: readonly string[];
  response?: string;
  /** The header `Accept`, where the kind of the response does not say it. */
  accept?: string;
  /**
   * An example of what the service sends, with the members that people need; of a list, of an item. Members whose name ends
   * with "?" may be missing or null; others than those are cut, unless there is a member "...".
   */
  answer?: Readonly<Record<string, unknown>>;
  /** Its result is a list under a key. With `pages`, `pagination` of a spec, an argument `limit` says how many items to return in all. */
  list?: { key: string; pages?: Readonly<Record<string, string | number>> };
  /** A document in place of a body. */
  graphql?: string;
  /** It reads, although its method could change something. */
  reads?: true;
  /** OAuth scopes that it needs. */
  scopes?: readonly string[];
  /** What the token of a person needs, in the words of the service. */
  permission?: string;
}
