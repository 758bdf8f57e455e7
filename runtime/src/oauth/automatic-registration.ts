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
import { epochMilliseconds } from './credentials.js';
import { OAuthError } from './errors.js';

/** A client that has registered itself, as it is stored. */
const StoredClient = z.object({
  clientId: z.string().min(1),
  clientSecret: z.string().optional(),
  /**
   * The redirect URI of the registration, as `withoutPort` returns it; absent if `clientId` is
   * the URL of a metadata document.
   */
  redirectUri: z.string().optional(),
  /** Expiry of the secret, in milliseconds since the epoch. */
  expiresAt: z.number().optional(),
  authentication: z.enum(['none', 'post', 'basic']).default('none'),
  /** When a sign-in has begun since one was finished or declined, in milliseconds since the epoch. */
  begunAt: z.number().optional(),
  /** Time without a finished sign-in after which another client is registered, in milliseconds. */
  waitMs: z.number().optional(),
});
export type Registered = z.output<typeof StoredClient>;

/** Authentication methods by their names in the registry of RFC 7591. The first that both sides support is used. */
const AUTHENTICATION_METHODS = {
  none: 'none',
  client_secret_post: 'post',
  client_secret_basic: 'basic',
} as const;
type Method = keyof typeof AUTHENTICATION_METHODS;

/** Returns the path at which this server publishes its client's metadata. */
export const metadataPath = (provider: string): string => `/${provider}/link/client.json`;

/** Returns the URL of the client's metadata; undefined without a public URL with https. */
export function metadataUrl(provider: string): string | undefined {
  const site = configuredUrl(environmentOf(provider));
  return site?.protocol === 'https:' ? urlAt(site, metadataPath(provider)).href : undefined;
}

/** Returns the metadata of this server's client. A public client is protected by PKCE. */
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
 * Time in which a sign-in is usually finished. Some servers forget clients, and tell only the
 * browser: if none was finished for longer, the next sign-in registers another client. Users may
 * also have given up, so each further client waits twice as long.
 */
const SIGN_IN_MS = 120_000;

/**
 * Registers the client of this server: one for each redirect URI, shared by all processes with the
 * same credential store.
 * @param redirectUri of the sign-in that begins
 * @throws OAuthError if the authorization server accepts no unknown clients
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
  // The client id is the URL of an OAuth Client ID Metadata Document.
  if (document !== undefined && isPublic && metadata.client_id_metadata_document_supported === true)
    return { clientId: document, authentication: 'none' };
  const { vault, store } = registrationStore(provider, metadata);
  const owner = withoutPort(redirectUri);
  return vault.withLock(`client of ${owner}`, async (lock) => {
    const current = await store.read(owner).catch(nullIfUnreadable);
    const now = Date.now();
    const valid = current && (current.expiresAt ?? Infinity) > now ? current : undefined;
    const waitMs = valid?.waitMs ?? SIGN_IN_MS;
    const canRegister = metadata.registration_endpoint !== undefined;
    if (valid && (!canRegister || now - (valid.begunAt ?? now) < waitMs)) {
      if (valid.begunAt === undefined) await store.write(owner, { ...valid, begunAt: now }, lock);
      return valid;
    }
    if (!canRegister)
      throw new OAuthError(
        'unconfigured',
        `The authorization server does not register clients by itself: register one, and set ${provider.toUpperCase()}_CLIENT_ID.`,
      );
    const newClient = await register(provider, metadata, fetch, redirectUri).catch(
      (error: unknown) => {
        if (valid) return valid;
        throw error;
      },
    );
    const client = {
      ...newClient,
      redirectUri: owner,
      begunAt: now,
      waitMs: valid ? 2 * waitMs : SIGN_IN_MS,
    };
    // The record of the owner is written last, because it completes the registration.
    for (const key of [client.clientId, owner]) await store.write(key, client, lock);
    return client;
  });
}

/** Finds a client that has registered itself before. */
export async function storedRegistration(
  provider: string,
  metadata: Readonly<ServerMetadata>,
  clientId: string,
): Promise<Registered> {
  const client = await registrationStore(provider, metadata)
    .store.read(clientId)
    .catch(nullIfUnreadable);
  return client ?? { clientId, authentication: 'none' }; // the URL of a metadata document
}

/** Whether the service has shown that it knows a client, or that it does not any more. */
type RegistrationEvent = 'known' | 'forgotten';

/**
 * Stores what became of the registration of a client.
 * @returns false for a client with the URL of a metadata document, which was not registered
 */
export async function updateRegistration(
  provider: string,
  metadata: Readonly<ServerMetadata>,
  clientId: string,
  event: RegistrationEvent,
): Promise<boolean> {
  const { vault, store } = registrationStore(provider, metadata);
  const client = await store.read(clientId).catch(nullIfUnreadable);
  if (client?.redirectUri === undefined) return false;
  const owner = client.redirectUri;
  const update = vault.withLock(`client of ${owner}`, async (lock) => {
    const current = await store.read(owner).catch(nullIfUnreadable);
    if (current?.clientId !== clientId) return;
    if (event === 'forgotten') await store.remove(owner, lock);
    else await store.write(owner, { ...current, begunAt: undefined, waitMs: undefined }, lock);
  });
  // Not awaited: the caller may hold the lock of a user, and a store has few locks at a time.
  update.catch((error: unknown) =>
    log('error', 'cannot change the registration of the client', error, { provider }),
  );
  return true;
}

function registrationStore(provider: string, { issuer }: Readonly<ServerMetadata>) {
  const vault = createVault(provider);
  const store = credentialStore<Registered>(vault, StoredClient, {
    issuer: () => issuer,
    purpose: 'client',
  });
  return { vault, store };
}

/** Returns the redirect URI without the port of a loopback address, which may differ (RFC 8252 section 7.3). */
function withoutPort(redirectUri: string): string {
  const url = new URL(redirectUri);
  if (isLoopback(url.hostname)) url.port = '';
  return url.href;
}

/** Registers a client. `application_type` is a member of OpenID Connect Dynamic Client Registration. */
async function register(
  provider: string,
  server: Readonly<ServerMetadata>,
  fetch: CustomFetch,
  redirectUri: string,
): Promise<Registered> {
  const { token_endpoint_auth_methods_supported: supportedMethods } = server;
  const methods = Object.keys(AUTHENTICATION_METHODS) as Method[];
  const supported = methods.filter((candidate) => supportedMethods?.includes(candidate));
  const method = supported[0] ?? 'none';
  const isNative = isLoopback(new URL(redirectUri).hostname);
  const prefix = provider.toUpperCase();
  const response = await registerClient(
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
    const problem = `The authorization server refuses to register this client (${error.status})`;
    throw new OAuthError('unconfigured', `${problem}: register one, and set ${prefix}_CLIENT_ID.`, {
      cause: error,
    });
  });
  const { client_id, client_secret, client_secret_expires_at: end } = response;
  // A server that returns a secret expects it, by default with "basic" (RFC 7591 section 2).
  const chosenMethod =
    methods.find((candidate) => candidate === response.token_endpoint_auth_method) ??
    supported.find((candidate) => candidate !== 'none') ??
    (supportedMethods ? method : 'client_secret_basic');
  return {
    clientId: client_id,
    ...(client_secret && { clientSecret: client_secret }),
    ...(client_secret && end && { expiresAt: epochMilliseconds(end) }),
    authentication: client_secret === undefined ? 'none' : AUTHENTICATION_METHODS[chosenMethod],
  };
}
