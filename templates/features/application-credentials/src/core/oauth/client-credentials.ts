import * as openid from 'openid-client';
import { configOf } from '../config.js';
import type { ServerSettings } from './configuration.js';
import { configure } from './configuration.js';
import type { Credentials } from './credentials.js';
import { credentialsFrom } from './credentials.js';
import { explained } from './explain.js';

/** The client credentials grant (RFC 6749 section 4.4). @throws OAuthError */
export async function requestCredentials(
  provider: string,
  settings: ServerSettings,
): Promise<Credentials> {
  const { scopes = [] } = configOf(provider);
  try {
    const server = await configure(provider, settings, {});
    const scope = scopes.join(' ');
    const tokens = await openid.clientCredentialsGrant(server, { ...(scope && { scope }) });
    return credentialsFrom(tokens, scopes);
  } catch (error) {
    throw explained(error);
  }
}
