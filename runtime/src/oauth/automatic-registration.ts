import type { CustomFetch, ServerMetadata } from 'openid-client';
import * as z from 'zod';
import { credentialStore } from '../credentials/store.js';
import { createVault } from '../credentials/vault.js';
import { isLoopback } from '../provider/addresses.js';
import { configOf } from '../provider/config.js';
import { configuredUrl } from '../serving/public-url.js';
import { OAuthError } from './errors.js';

const Registered = z.object({ clientId: z.string().min(1) });

/** What a client states about itself (RFC 7591 section 2). */
export interface ClientMetadata {
  client_name: string;
  redirect_uris: [string];
  token_endpoint_auth_method: 'none';
  grant_types: ['authorization_code', 'refresh_token'];
  response_types: ['code'];
}

/** Where this server publishes its client's metadata; undefined without a public URL with https. */
export function metadataUrl(provider: string): string | undefined {
  const site = configuredUrl();
  return site?.protocol === 'https:'
    ? new URL(`/${provider}/link/client.json`, site).href
    : undefined;
}

/** Of a public client, which PKCE protects. */
export const clientMetadata = (provider: string, redirectUri: string): ClientMetadata => ({
  client_name: configOf(provider).name,
  redirect_uris: [redirectUri],
  token_endpoint_auth_method: 'none',
  grant_types: ['authorization_code', 'refresh_token'],
  response_types: ['code'],
});

/**
 * The client id of a server that registers itself: one for each redirect URI, and for all processes that share a
 * credential store.
 * @param redirectUri of the sign-in that begins
 * @throws OAuthError where the authorization server accepts no unknown clients
 */
export async function automaticRegistration(
  provider: string,
  metadata: Readonly<ServerMetadata>,
  fetch: CustomFetch,
  redirectUri: string | undefined,
): Promise<string> {
  if (redirectUri === undefined)
    throw new OAuthError('ended', 'The client of this sign-in is unknown.');
  const document = metadataUrl(provider);
  const isPublic = !isLoopback(new URL(redirectUri).hostname);
  // OAuth Client ID Metadata Document
  if (document !== undefined && isPublic && metadata.client_id_metadata_document_supported === true)
    return document;
  const vault = createVault(provider);
  const store = credentialStore(vault, Registered, {
    issuer: () => metadata.issuer,
    purpose: 'client',
  });
  const owner = withoutPort(redirectUri);
  return vault.withLock(`client of ${owner}`, async () => {
    const known = await store.read(owner);
    if (known) return known.clientId;
    const { registration_endpoint: endpoint } = metadata;
    if (endpoint === undefined)
      throw new OAuthError(
        'unconfigured',
        `The authorization server does not register clients by itself: register one, and set ${provider.toUpperCase()}_CLIENT_ID.`,
      );
    const clientId = await register(provider, endpoint, fetch, redirectUri);
    await store.write(owner, { clientId });
    return clientId;
  });
}

/** The port of a loopback redirect URI may differ (RFC 8252 section 7.3). */
function withoutPort(redirectUri: string): string {
  const url = new URL(redirectUri);
  if (isLoopback(url.hostname)) url.port = '';
  return url.href;
}

/** RFC 7591 section 3.1; `application_type` is that of OpenID Connect Dynamic Client Registration. */
async function register(
  provider: string,
  endpoint: string,
  fetch: CustomFetch,
  redirectUri: string,
): Promise<string> {
  const isNative = isLoopback(new URL(redirectUri).hostname);
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({
      ...clientMetadata(provider, redirectUri),
      application_type: isNative ? 'native' : 'web',
    }),
    redirect: 'manual',
  });
  const body: unknown = await response.json().catch(() => undefined);
  const registered = z.object({ client_id: z.string().min(1) }).safeParse(body);
  if (registered.success) return registered.data.client_id;
  throw new OAuthError(
    'unconfigured',
    `The authorization server refuses to register this client (${response.status}): register one, and set ${provider.toUpperCase()}_CLIENT_ID.`,
  );
}
