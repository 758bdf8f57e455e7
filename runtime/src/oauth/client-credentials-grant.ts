import * as openid from 'openid-client';
import { configOf } from '../provider/config.js';
import type { ClientCredentialsSettings } from './client-credentials-auth.js';
import { configure } from './configuration.js';
import type { Credentials } from './credentials.js';
import { credentialsFrom } from './credentials.js';
import { explaining } from './explain.js';

/** The client credentials grant (RFC 6749 section 4.4). @throws OAuthError */
export async function requestCredentials(
  provider: string,
  settings: ClientCredentialsSettings,
): Promise<Credentials> {
  const { scopes = [] } = configOf(provider);
  const { audience } = settings;
  const scope = scopes.join(' ');
  const tokens = await explaining(async () =>
    openid.clientCredentialsGrant(await configure(provider, settings, {}), {
      ...(scope && { scope }),
      ...(audience && { audience }),
    }),
  );
  return credentialsFrom(tokens, scopes);
}
