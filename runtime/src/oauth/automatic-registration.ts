import type { CustomFetch, ServerMetadata } from 'openid-client';
import * as z from 'zod';
import { nullIfUnreadable } from '../credentials/encryption.js';
import { credentialStore } from '../credentials/store.js';
import { createVault } from '../credentials/vault.js';
import { configOf } from '../project/config.js';
import { log } from '../project/log.js';
import { environmentOf } from '../project/project.js';
import { configuredUrl, urlAt } from '../project/public-url.js';
import { isLoopback } from '../utils/addresses.js';
import { setting } from '../utils/settings.js';
import { type ClientMetadata, registerClient, RegistrationError } from './client-registration.js';
import { timeAt } from './credentials.js';
import { OAuthError } from './errors.js';

/** A client that has registered itself. */
const Registered = z.object({
  clientId: z.string().min(1),
  clientSecret: z.string().optional(),
  /** That it was registered for, as `withoutPort` has it; none where `clientId` is the URL of a metadata document. */
  redirectUri: z.string().optional(),
  /** When the secret expires, in milliseconds since the epoch. */
  expiresAt: z.number().optional(),
  authentication: z.enum(['none', 'post', 'basic']).default('none'),
});
export type Registered = z.output<typeof Registered>;

/** By the names of the registry of RFC 7591. The first that both sides support is used. */
const METHODS = {
  none: 'none',
  client_secret_post: 'post',
  client_secret_basic: 'basic',
} as const;
type Method = keyof typeof METHODS;

/** The path at which this server publishes its client's metadata. */
export const metadataPath = (provider: string): string => `/${provider}/link/client.json`;

/** Its URL; undefined without a public URL with https. */
export function metadataUrl(provider: string): string | undefined {
  const site = configuredUrl(environmentOf(provider));
  return site?.protocol === 'https:' ? urlAt(site, metadataPath(provider)).href : undefined;
}

/** A public client is protected by PKCE. */
export const clientMetadata = (
  provider: string,
  redirectUri: string,
  method: Method = 'none',
): ClientMetadata => ({
  client_name: configOf(provider).name,
  redirect_uris: [redirectUri],
  token_endpoint_auth_method: method,
  grant_types: ['authorization_code', 'refresh_token'],
  response_types: ['code'],
});

/**
 * The client of a server that registers itself: one for each redirect URI, and for all processes that share a
 * credential store.
 * @param redirectUri of the sign-in that begins
 * @throws OAuthError where the authorization server accepts no unknown clients
 */
export async function automaticRegistration(
  provider: string,
  metadata: Readonly<ServerMetadata>,
  fetch: CustomFetch,
  redirectUri: string | undefined,
): Promise<Registered> {
  if (redirectUri === undefined)
    throw new OAuthError('ended', 'The client of this sign-in is unknown.');
  const document = metadataUrl(provider);
  const isPublic = !isLoopback(new URL(redirectUri).hostname);
  // OAuth Client ID Metadata Document
  if (document !== undefined && isPublic && metadata.client_id_metadata_document_supported === true)
    return { clientId: document, authentication: 'none' };
  const { vault, store } = registrations(provider, metadata);
  const owner = withoutPort(redirectUri);
  return vault.withLock(`client of ${owner}`, async () => {
    const stored = await store.read(owner).catch(nullIfUnreadable);
    if (stored && (stored.expiresAt ?? Infinity) > Date.now()) return stored;
    if (metadata.registration_endpoint === undefined)
      throw new OAuthError(
        'unconfigured',
        `The authorization server does not register clients by itself: register one, and set ${provider.toUpperCase()}_CLIENT_ID.`,
      );
    const registered = await register(provider, metadata, fetch, redirectUri);
    const client = { ...registered, redirectUri: owner };
    // The record of the owner comes last: it ends the registration.
    for (const key of [client.clientId, owner]) await store.write(key, client);
    return client;
  });
}

/** A client that has registered itself before. */
export async function earlierRegistration(
  provider: string,
  metadata: Readonly<ServerMetadata>,
  clientId: string,
): Promise<Registered> {
  const stored = await registrations(provider, metadata)
    .store.read(clientId)
    .catch(nullIfUnreadable);
  return stored ?? { clientId, authentication: 'none' }; // the URL of a metadata document
}

/** @returns false where the client has not been registered: it has the URL of a metadata document */
export async function forgetRegistration(
  provider: string,
  metadata: Readonly<ServerMetadata>,
  clientId: string,
): Promise<boolean> {
  const { vault, store } = registrations(provider, metadata);
  const stored = await store.read(clientId).catch(nullIfUnreadable);
  if (stored?.redirectUri === undefined) return false;
  const owner = stored.redirectUri;
  const removed = vault.withLock(`client of ${owner}`, async () => {
    const current = await store.read(owner).catch(nullIfUnreadable);
    if (current?.clientId === clientId) await store.remove(owner);
  });
  // Not awaited: the caller may hold the lock of a user, and a store has few locks at a time.
  removed.catch((error: unknown) =>
    log('error', 'cannot remove the registration of the client', error, { provider }),
  );
  return true;
}

function registrations(provider: string, { issuer }: Readonly<ServerMetadata>) {
  const vault = createVault(provider);
  const store = credentialStore<Registered>(vault, Registered, {
    issuer: () => issuer,
    purpose: 'client',
  });
  return { vault, store };
}

/** The port of a loopback redirect URI may differ (RFC 8252 section 7.3). */
function withoutPort(redirectUri: string): string {
  const url = new URL(redirectUri);
  if (isLoopback(url.hostname)) url.port = '';
  return url.href;
}

/** `application_type` is that of OpenID Connect Dynamic Client Registration. */
async function register(
  provider: string,
  server: Readonly<ServerMetadata>,
  fetch: CustomFetch,
  redirectUri: string,
): Promise<Registered> {
  const { token_endpoint_auth_methods_supported: supported = ['none'] } = server;
  const methods = Object.keys(METHODS) as Method[];
  const method = methods.find((each) => supported.includes(each)) ?? 'none';
  const isNative = isLoopback(new URL(redirectUri).hostname);
  const prefix = provider.toUpperCase();
  const registered = await registerClient(
    server,
    {
      ...clientMetadata(provider, redirectUri, method),
      application_type: isNative ? 'native' : 'web',
    },
    {
      initialAccessToken: setting(`${prefix}_INITIAL_ACCESS_TOKEN`, environmentOf(provider)),
      fetch,
    },
  ).catch((error: unknown) => {
    if (!(error instanceof RegistrationError)) throw error;
    const why = `The authorization server refuses to register this client (${error.status})`;
    throw new OAuthError('unconfigured', `${why}: register one, and set ${prefix}_CLIENT_ID.`, {
      cause: error,
    });
  });
  const { client_id, client_secret, client_secret_expires_at: end } = registered;
  const chosen = methods.find((each) => each === registered.token_endpoint_auth_method) ?? method;
  return {
    clientId: client_id,
    ...(client_secret && { clientSecret: client_secret }),
    ...(client_secret && end && { expiresAt: timeAt(end) }),
    authentication: client_secret === undefined ? 'none' : METHODS[chosen],
  };
}
