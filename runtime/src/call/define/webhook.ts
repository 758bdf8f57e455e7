import type { MaybePromise } from './definitions.js';

/** A request of the API to one of its webhooks, as it has arrived. */
export interface WebhookRequest {
  /** The bytes that the sender has signed. */
  body: Uint8Array;
  /** Returns a header by its name. Values of repeated headers are joined with ", ". */
  header(name: string): string | undefined;
}

/** How a sender signs its webhooks, with HMAC and SHA-256. Headers are named in lower case. */
export interface SignatureScheme {
  /** Header with the signatures, separated by spaces, commas or semicolons. */
  header: string;
  /** Text before each signature, such as `sha256=`; others are not considered. */
  prefix?: string;
  encoding: 'hex' | 'base64';
  /**
   * What is signed, with names of headers and of `members` in braces. Default: `{body}`.
   * @example '{t}.{body}'
   */
  content?: string;
  /**
   * Names in `content` that are members of the signature header, as `t` in `t=1,v1=ab`. All others
   * are names of headers of the request.
   */
  members?: readonly string[];
  /** Header or member with the time in seconds, which is part of `content`: five minutes are accepted. */
  timestamp?: string;
  /** `base64`: the secret is base64, also after `whsec_`. Default: its text is the key. */
  secretEncoding?: 'text' | 'base64';
}

/** Senders whose signature is known. */
export type SignatureName =
  'github' | 'shopify' | 'slack' | 'standard-webhooks' | 'stripe' | 'svix';

interface WebhookSource<Reported> {
  /** The address is that of the provider, then `/webhooks/` and this name. */
  path: string;
  /**
   * Reads occurrences in a request whose signature is valid; none if the request is about something
   * else. A `Response` is sent as it is, for senders that expect one when the webhook is set up.
   * @param body the JSON value; an integer that JavaScript would round is a string
   */
  read(body: unknown, request: WebhookRequest): MaybePromise<readonly Reported[] | Response>;
}

interface SignedWebhook {
  signature: SignatureName | SignatureScheme;
  /**
   * Environment variable with the secret. Several: any of them is accepted, while one replaces
   * another; those that are not set are skipped.
   */
  secret: string | readonly string[];
  verify?: never;
}

interface VerifiedWebhook {
  signature?: never;
  secret?: never;
  /**
   * Returns whether the API has sent a request, for signatures that no `signature` describes. If it
   * throws, the sender has to repeat the request.
   */
  verify(request: WebhookRequest): MaybePromise<boolean>;
}

/** The webhook with which an API reports occurrences (beta). */
export type WebhookDefinition<Reported> = WebhookSource<Reported> &
  (SignedWebhook | VerifiedWebhook);
