import { join } from 'node:path';
import { vaultAt } from '../credentials/vault.js';
import { verifiedPrincipal } from '../identity/principal.js';
import { Credentials } from '../oauth/credentials.js';
import { dataHome } from '../project/data-folder.js';
import { log } from '../project/log.js';
import { authenticationRecords } from './authentications.js';
import { clients } from './clients.js';
import { envelopes } from './envelopes.js';
import { invitations } from './invitations.js';
import { isOAuth } from './login-method.js';
import type { Site } from './server.js';
import { tokens } from './tokens.js';
import { users } from './users.js';

/**
 * Who the users are, and what they have allowed. Clients, requests, codes and tokens are encrypted and kept by those who use
 * them. Users and grants are in the store of the credentials, so any process can serve any step.
 */
export function grantsOf({ project, publicUrl, modules }: Site) {
  const issuer = publicUrl.origin;
  const vault = vaultAt({
    name: 'authorization-server',
    project: () => project,
    folder: () => join(dataHome(project.env), 'authorization-server'),
    origin: () => issuer,
  });
  const envelope = envelopes(vault);
  const records = users(vault, async ({ subject }) => {
    const { userId } = verifiedPrincipal(issuer, subject);
    for (const { mcpInstance, apiAuth } of modules)
      await apiAuth.signOut?.(userId).catch(signOutFailed(mcpInstance.PROVIDER_NAME));
  });
  const registry = clients(envelope, publicUrl);
  const [only, another] = modules;
  const all = new URL('/mcp', issuer).href;
  /** With one provider, both addresses are the same resource. */
  const audienceOf = (url: string): string =>
    only && !another && url === all
      ? new URL(`/${only.mcpInstance.PROVIDER_NAME}/mcp`, issuer).href
      : url;
  const authentications = authenticationRecords(vault, async (provider, credentials) => {
    const module = modules.find(({ mcpInstance }) => mcpInstance.PROVIDER_NAME === provider);
    const { auth } = module?.apiAuth ?? {};
    const { data: tokens } = Credentials.safeParse(credentials);
    if (!auth || !isOAuth(auth) || !tokens) return;
    const { refreshToken, accessToken, clientId } = tokens;
    await auth.client.revoke(refreshToken ?? accessToken, clientId).catch(signOutFailed(provider));
  });
  project.ending.add(authentications.close);
  const { invite, nameIn } = invitations(envelope);

  return {
    envelope,
    users: records,
    clients: registry,
    tokens: tokens(envelope, records, registry, { issuer, audienceOf }),
    authentications,
    invite,
    nameIn,
    /** @throws where the store does not respond */
    async ready(): Promise<void> {
      await (await vault.records()).get('readiness');
    },
    async sweep(): Promise<void> {
      try {
        await records.sweep();
        await authentications.sweep();
      } catch (error) {
        log('error', 'authorization server', error);
      }
    },
  };
}
export type Grants = ReturnType<typeof grantsOf>;

const signOutFailed = (provider: string) => (error: unknown) =>
  log('error', 'sign-out', error, { provider });
