import * as z from 'zod';
import { boundedFetch } from '../fetch/bounded-fetch.js';
import { mayRefer } from '../fetch/private-addresses.js';
import { referredRequest } from '../fetch/referred-fetch.js';
import { nodeCrypto } from '../node/node-module.js';
import { plainName } from './client-name.js';
import type { Envelopes } from './envelopes.js';
import { OAuthFault } from './fault.js';
import { isRedirectUri } from './redirect-uri.js';

/** An MCP client. All are public: PKCE protects their codes. */
export interface Client {
  /** What it calls itself, which proves nothing: `plainName`. */
  name: string;
  /** The host that proves who it is: that of its metadata document. */
  host?: string;
  redirectUris: readonly string[];
}

/** RFC 7591 section 2: what a member cannot be is ignored. */
const Name = z.string().transform(plainName).optional().catch(undefined);
const Registration = z.object({
  client_name: Name,
  redirect_uris: z.array(z.string().refine(isRedirectUri)).min(1),
});

/** A metadata document. Some clients prefer another authentication, and say that they also do without. */
const Document = z
  .object({
    client_id: z.string(),
    client_name: Name,
    /** Those that cannot be used here do not make the others unusable. */
    redirect_uris: z
      .array(z.unknown())
      .transform((all) =>
        all.filter((one): one is string => typeof one === 'string' && isRedirectUri(one)),
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

const Registered = z.object({ name: z.string(), redirectUris: z.array(z.string()) });

/** The id of a client that has registered is in each of its requests: longer ones do not fit. */
const MOST_ID_CHARACTERS = 4_000;
const LIMITS = { timeoutMs: 5_000, maxBytes: 65_536 };
const DOCUMENT_MS = 300_000;
const MOST_DOCUMENTS = 200;
/** Anyone can make this server fetch documents: so many at once for one source, of one host and of all. */
const MOST_OF_HOST = 4;
const MOST_OF_SOURCE = 10;
/** For all sources. More of them displace the slowest fetch of the source that has most. */
const MOST_UNDER_WAY = 100;

/** A metadata document that is being fetched. */
interface Fetching {
  host: string;
  source: string;
  control: AbortController;
  client: Promise<Client>;
}

/** The clients of one server: those that have registered here, and those whose id is the URL of a metadata document. */
export function clients({ seal, open }: Envelopes, publicUrl: URL) {
  const request = referredRequest(publicUrl);
  const documents = new Map<string, { client: Client; source: string; until: number }>();
  /** By id: those who ask for the same document at once get the same response. */
  const underWay = new Map<string, Fetching>();

  /** Whether `id` can be that of a client here; a metadata document is not fetched for that. */
  const isKnown = async (id: string): Promise<boolean> =>
    isUrl(id) ? isDocumentUrl(id, publicUrl) : (await open('client', id, Registered)) !== undefined;

  /** @param source who asks. @throws OAuthFault `invalid_client`; `temporarily_unavailable` where too many are read */
  async function find(id: string, source: string): Promise<Client> {
    if (isUrl(id)) return documented(id, source);
    const client = await open('client', id, Registered);
    if (client) return client;
    throw new OAuthFault(
      'invalid_client',
      'This app is not registered here any more. Go back to it and connect again; if this page comes back, remove this server from the app and add it again.',
    );
  }

  async function documented(id: string, source: string): Promise<Client> {
    const cached = documents.get(id);
    if (cached && cached.until > Date.now()) return cached.client;
    if (!isDocumentUrl(id, publicUrl))
      throw new OAuthFault('invalid_client', 'The URL of this client cannot be that of a client.');
    const same = underWay.get(id);
    if (same) return same.client;
    const { host } = new URL(id);
    const ofSource = [...underWay.values()].filter((one) => one.source === source);
    if (
      ofSource.length >= MOST_OF_SOURCE ||
      ofSource.filter((one) => one.host === host).length >= MOST_OF_HOST
    )
      throw tooMany();
    if (underWay.size >= MOST_UNDER_WAY) underWay.get(oldestOfLargest(underWay))?.control.abort();
    const control = new AbortController();
    const client = cachedDocument(id, source, control.signal).finally(() => underWay.delete(id));
    underWay.set(id, { host, source, control, client });
    return client;
  }

  async function cachedDocument(id: string, source: string, signal: AbortSignal): Promise<Client> {
    const { client, keepMs } = await fetched(id, request, signal);
    documents.delete(id);
    if (documents.size >= MOST_DOCUMENTS) documents.delete(oldestOfLargest(documents));
    if (keepMs > 0) documents.set(id, { client, source, until: Date.now() + keepMs });
    return client;
  }

  return {
    find,
    isKnown,
    /** RFC 7591, without a record: the id is the encrypted registration (appendix A.5.2). @throws OAuthFault */
    async register(body: unknown) {
      const { data, error } = Registration.safeParse(body);
      if (error) {
        const isRedirect = error.issues.some(({ path: [member] }) => member === 'redirect_uris');
        throw isRedirect
          ? new OAuthFault(
              'invalid_redirect_uri',
              '"redirect_uris" must be URLs with https, of a loopback address, or of the scheme of an app.',
            )
          : new OAuthFault('invalid_client_metadata', 'The body must be a JSON object.');
      }
      const { redirect_uris: redirectUris } = data;
      const name = data.client_name || UNNAMED;
      const id = await seal('client', { name, redirectUris });
      if (id.length > MOST_ID_CHARACTERS)
        throw new OAuthFault(
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
    },
  };
}
export type Clients = ReturnType<typeof clients>;

/** OAuth Client ID Metadata Document. Redirects are not followed, and private addresses not reached. */
async function fetched(
  id: string,
  request: ReturnType<typeof referredRequest>,
  signal: AbortSignal,
) {
  const unread = (cause?: unknown) =>
    new OAuthFault('invalid_client', 'The metadata document of this client cannot be read.', {
      cause,
    });
  const init = { headers: { accept: 'application/json' }, signal };
  const response = await boundedFetch(id, init, LIMITS, request).catch((error: unknown) => {
    throw signal.aborted ? tooMany() : unread(error);
  });
  if (response.status !== 200) throw unread();
  const { data, error } = Document.safeParse(await response.json().catch(() => undefined));
  if (error) throw unread(error);
  if (data.client_id !== id)
    throw new OAuthFault('invalid_client', 'The metadata document is for another client.');
  const { host } = new URL(id);
  const client = { name: data.client_name ?? '', host, redirectUris: data.redirect_uris };
  return { client, keepMs: freshMs(response.headers.get('cache-control') ?? '') };
}

/** A short form of the id of a client, for codes and grants: ids of clients that have registered here are long. */
export const clientDigest = (id: string): string =>
  nodeCrypto().createHash('sha256').update(id).digest('base64url');

const tooMany = (): OAuthFault =>
  new OAuthFault(
    'temporarily_unavailable',
    'Too many clients are being read at once. Try again in a moment.',
  );

/** The oldest entry of the source that has most: so one source displaces those of no other one. */
function oldestOfLargest(entries: ReadonlyMap<string, { source: string }>): string {
  const ids = new Map<string, string[]>();
  for (const [id, { source }] of entries) ids.set(source, [...(ids.get(source) ?? []), id]);
  const [[oldest = ''] = []] = [...ids.values()].sort((one, other) => other.length - one.length);
  return oldest;
}

const isUrl = (id: string): boolean => /^https?:/.test(id);

/** Of the draft: a path, without dot segments, and neither a fragment nor a login. */
function isDocumentUrl(id: string, publicUrl: URL): boolean {
  if (id.length > 1_000 || /[\s\\#\p{Cc}]/u.test(id) || !URL.canParse(id)) return false;
  const { href, pathname } = new URL(id);
  return pathname !== '/' && href === id && mayRefer(publicUrl, id);
}

/** How long a document may be used without asking again (RFC 9111 section 5.2.2). In milliseconds. */
function freshMs(cacheControl: string): number {
  if (/\bno-(?:store|cache)\b/i.test(cacheControl)) return 0;
  const { 1: seconds } = /\bmax-age="?(\d+)/i.exec(cacheControl) ?? [];
  return Math.min(DOCUMENT_MS, seconds === undefined ? DOCUMENT_MS : Number(seconds) * 1000);
}
