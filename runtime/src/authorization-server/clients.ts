import * as z from 'zod';
import { boundedFetch } from '../fetch/bounded-fetch.js';
import { mayNameAddress } from '../fetch/private-addresses.js';
import { referredRequest } from '../fetch/referred-fetch.js';
import { nodeCrypto } from '../node/node-module.js';
import { sanitizeName } from './client-name.js';
import type { Envelopes } from './envelopes.js';
import { OAuthFaultError } from './fault.js';
import { isRedirectUri } from './redirect-uri.js';

/** An MCP client. All clients are public; PKCE protects their codes. */
export interface Client {
  /** Unverified name, as `sanitizeName` returns it. */
  name: string;
  /** Verified host: that of the metadata document. */
  host?: string;
  redirectUris: readonly string[];
}

/** Client name; an invalid one is ignored (RFC 7591 section 2). */
const Name = z.string().transform(sanitizeName).optional().catch(undefined);
const Registration = z.object({
  client_name: Name,
  redirect_uris: z.array(z.string().refine(isRedirectUri)).min(1),
});

/** A metadata document. Some clients prefer an authentication method, and state that they also work without one. */
const Document = z
  .object({
    client_id: z.string(),
    client_name: Name,
    /** Invalid redirect URIs do not make the others unusable. */
    redirect_uris: z
      .array(z.unknown())
      .transform((all) =>
        all.filter((uri): uri is string => typeof uri === 'string' && isRedirectUri(uri)),
      )
      .pipe(z.array(z.string()).min(1)),
    token_endpoint_auth_method: z.string().default('none'),
    token_endpoint_auth_methods_supported: z.array(z.string()).optional(),
    client_secret: z.undefined().optional(),
  })
  .refine(
    ({ token_endpoint_auth_method: one, token_endpoint_auth_methods_supported: all = [one] }) =>
      all.includes('none'),
  );

const UNNAMED = 'App without a name';

const RegisteredClient = z.object({ name: z.string(), redirectUris: z.array(z.string()) });

/** Longest id of a registered client: each of its requests contains it. */
const MAX_ID_LENGTH = 4_000;
const LIMITS = { timeoutMs: 5_000, maxBytes: 65_536 };
const DOCUMENT_MS = 300_000;
const MAX_DOCUMENTS = 200;
/**
 * Most concurrent fetches of documents for one source, from one host and from all, because anyone
 * can make this server fetch documents.
 */
const MAX_PER_HOST = 4;
const MAX_PER_SOURCE = 10;
/** Most concurrent fetches of all sources. A further one aborts the oldest fetch of the source with the most. */
const MAX_FETCHES = 100;

interface DocumentFetch {
  host: string;
  source: string;
  control: AbortController;
  client: Promise<Client>;
}

/** The clients of one server: registered ones, and those whose id is the URL of a metadata document. */
export class Clients {
  readonly #envelopes: Envelopes;
  readonly #publicUrl: URL;
  readonly #request: ReturnType<typeof referredRequest>;
  readonly #documents = new Map<string, { client: Client; source: string; until: number }>();
  /** Fetches by client id; concurrent requests for one document share the fetch. */
  readonly #fetches = new Map<string, DocumentFetch>();

  constructor(envelopes: Envelopes, publicUrl: URL) {
    this.#envelopes = envelopes;
    this.#publicUrl = publicUrl;
    this.#request = referredRequest(publicUrl);
  }

  /** Returns whether `id` can be the id of a client; it does not fetch a metadata document. */
  async isKnown(id: string): Promise<boolean> {
    if (isUrl(id)) return isDocumentUrl(id, this.#publicUrl);
    return (await this.#registered(id)) !== undefined;
  }

  /**
   * Finds the client with an id.
   * @param source source of the request
   * @throws OAuthFaultError `invalid_client`; `temporarily_unavailable` during too many fetches
   */
  async find(id: string, source: string): Promise<Client> {
    if (isUrl(id)) return this.#documentClient(id, source);
    const client = await this.#registered(id);
    if (client) return client;
    throw new OAuthFaultError(
      'invalid_client',
      'This app is not registered here any more. Go back to it and connect again; if this page comes back, remove this server from the app and add it again.',
    );
  }

  /**
   * Registers a client (RFC 7591) without storing it: the id is the encrypted registration
   * (appendix A.5.2).
   * @throws OAuthFaultError
   */
  async register(body: unknown) {
    const { client_name: clientName, redirect_uris: redirectUris } = parsedRegistration(body);
    const name = clientName || UNNAMED;
    const id = await this.#envelopes.seal('client', { name, redirectUris });
    if (id.length > MAX_ID_LENGTH)
      throw new OAuthFaultError(
        'invalid_client_metadata',
        'This client has too many or too long "redirect_uris".',
      );
    return {
      client_id: id,
      client_id_issued_at: Math.floor(Date.now() / 1000),
      client_name: name,
      redirect_uris: redirectUris,
      token_endpoint_auth_method: 'none',
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
    };
  }

  #registered(id: string): Promise<Client | undefined> {
    return this.#envelopes.open('client', id, RegisteredClient);
  }

  async #documentClient(id: string, source: string): Promise<Client> {
    const cached = this.#documents.get(id);
    if (cached && cached.until > Date.now()) return cached.client;
    if (!isDocumentUrl(id, this.#publicUrl))
      throw new OAuthFaultError(
        'invalid_client',
        'The URL of this client cannot be that of a client.',
      );
    const sharedFetch = this.#fetches.get(id);
    if (sharedFetch) return sharedFetch.client;
    const { host } = new URL(id);
    this.#makeRoom(source, host);
    const control = new AbortController();
    const client = this.#fetchAndCache(id, source, control.signal).finally(() =>
      this.#fetches.delete(id),
    );
    this.#fetches.set(id, { host, source, control, client });
    return client;
  }

  /** @throws OAuthFaultError if this source fetches too many documents */
  #makeRoom(source: string, host: string): void {
    const fetchesOfSource = [...this.#fetches.values()].filter((fetch) => fetch.source === source);
    if (
      fetchesOfSource.length >= MAX_PER_SOURCE ||
      fetchesOfSource.filter((documentFetch) => documentFetch.host === host).length >= MAX_PER_HOST
    )
      throw tooManyFetches();
    if (this.#fetches.size >= MAX_FETCHES)
      this.#fetches.get(oldestOfLargestSource(this.#fetches))?.control.abort();
  }

  async #fetchAndCache(id: string, source: string, signal: AbortSignal): Promise<Client> {
    const documents = this.#documents;
    const { client, keepMs } = await fetchDocument(id, this.#request, signal);
    documents.delete(id);
    if (documents.size >= MAX_DOCUMENTS) documents.delete(oldestOfLargestSource(documents));
    if (keepMs > 0) documents.set(id, { client, source, until: Date.now() + keepMs });
    return client;
  }
}

/** Parses the body of a registration. @throws OAuthFaultError */
function parsedRegistration(body: unknown): z.output<typeof Registration> {
  const { data, error } = Registration.safeParse(body);
  if (!error) return data;
  const isRedirect = error.issues.some(({ path: [member] }) => member === 'redirect_uris');
  throw isRedirect
    ? new OAuthFaultError(
        'invalid_redirect_uri',
        '"redirect_uris" must be URLs with https, of a loopback address, or of the scheme of an app.',
      )
    : new OAuthFaultError('invalid_client_metadata', 'The body must be a JSON object.');
}

/**
 * Fetches a Client ID Metadata Document (OAuth). It does not follow redirects and does not connect
 * to private addresses.
 */
async function fetchDocument(
  id: string,
  request: ReturnType<typeof referredRequest>,
  signal: AbortSignal,
) {
  const unreadableDocument = (cause?: unknown) =>
    new OAuthFaultError('invalid_client', 'The metadata document of this client cannot be read.', {
      cause,
    });
  const init = { headers: { accept: 'application/json' }, signal };
  const response = await boundedFetch(id, init, LIMITS, request).catch((error: unknown) => {
    throw signal.aborted ? tooManyFetches() : unreadableDocument(error);
  });
  if (response.status !== 200) throw unreadableDocument();
  const { data, error } = Document.safeParse(await response.json().catch(() => undefined));
  if (error) throw unreadableDocument(error);
  if (data.client_id !== id)
    throw new OAuthFaultError('invalid_client', 'The metadata document is for another client.');
  const { host } = new URL(id);
  const client = { name: data.client_name ?? '', host, redirectUris: data.redirect_uris };
  return { client, keepMs: freshnessMs(response.headers.get('cache-control') ?? '') };
}

/** Returns the digest of a client id for codes and grants, because ids of registered clients are long. */
export const clientDigest = (id: string): string =>
  nodeCrypto().createHash('sha256').update(id).digest('base64url');

/** Returns the error for a client whose document is not fetched now. */
const tooManyFetches = (): OAuthFaultError =>
  new OAuthFaultError(
    'temporarily_unavailable',
    'Too many clients are being read at once. Try again in a moment.',
  );

/** Returns the id of the oldest entry of the source with the most, so that a source mainly displaces its own entries. */
function oldestOfLargestSource(entries: ReadonlyMap<string, { source: string }>): string {
  const ids = new Map<string, string[]>();
  for (const [id, { source }] of entries) ids.set(source, [...(ids.get(source) ?? []), id]);
  const [[oldest = ''] = []] = [...ids.values()].sort((a, b) => b.length - a.length);
  return oldest;
}

/** Returns whether the id of a client is a URL, and not that of a registered one. */
const isUrl = (id: string): boolean => /^https?:/.test(id);

/**
 * Returns whether an id is a valid URL of a metadata document: with a path, without dot segments,
 * fragment and credentials.
 */
function isDocumentUrl(id: string, publicUrl: URL): boolean {
  if (id.length > 1_000 || /[\s\\#\p{Cc}]/u.test(id) || !URL.canParse(id)) return false;
  const { href, pathname } = new URL(id);
  return pathname !== '/' && href === id && mayNameAddress(publicUrl, id);
}

/** Returns the milliseconds for which a document may be reused without a request (RFC 9111 section 5.2.2). */
function freshnessMs(cacheControl: string): number {
  if (/\bno-(?:store|cache)\b/i.test(cacheControl)) return 0;
  const { 1: seconds } = /\bmax-age="?(\d+)/i.exec(cacheControl) ?? [];
  return Math.min(DOCUMENT_MS, seconds === undefined ? DOCUMENT_MS : Number(seconds) * 1000);
}
