import { join } from 'node:path';
import { vaultAt } from '../credentials/vault.js';
import { verifiedPrincipal } from '../identity/principal.js';
import { Credentials } from '../oauth/credentials.js';
import { dataHome } from '../project/data-folder.js';
import { log } from '../project/log.js';
import { onlyItem } from '../utils/only-item.js';
import { Authentications } from './authentications.js';
import { Clients } from './clients.js';
import { vaultEnvelopes } from './envelopes.js';
import { invitations } from './invitations.js';
import { isOAuth } from './login-method.js';
import type { Site } from './server.js';
import { tokenIssuer } from './tokens.js';
import { userRecords } from './users.js';

/**
 * Returns the users and their grants. Clients, requests, codes and tokens are encrypted and stored by
 * those who use them; users and grants are in the credential store, so any process can serve any
 * step.
 */
export function grantsOf({ project, publicUrl, modules }: Site) {
  const issuer = publicUrl.origin;
  const vault = vaultAt({
    name: 'authorization-server',
    project: () => project,
    folder: () => join(dataHome(project.env), 'authorization-server'),
    origin: () => issuer,
  });
  const envelope = vaultEnvelopes(vault);
  const records = userRecords(vault, async ({ subject }) => {
    const { userId } = verifiedPrincipal(issuer, subject);
    for (const { mcpInstance, apiAuth } of modules)
      await apiAuth.signOut?.(userId).catch(logSignOutFailure(mcpInstance.PROVIDER_NAME));
  });
  const registry = new Clients(envelope, publicUrl);
  const onlyModule = onlyItem(modules);
  const projectEndpoint = new URL('/mcp', issuer).href;
  /** Returns the resource of an endpoint. With one provider, both endpoints are the same resource. */
  const audienceOf = (url: string): string =>
    onlyModule && url === projectEndpoint
      ? new URL(`/${onlyModule.mcpInstance.PROVIDER_NAME}/mcp`, issuer).href
      : url;
  const authentications = new Authentications(vault, async (provider, authentication) => {
    const { account, credentials } = authentication;
    const module = modules.find(({ mcpInstance }) => mcpInstance.PROVIDER_NAME === provider);
    const { auth } = module?.apiAuth ?? {};
    const { data: tokens } = Credentials.safeParse(credentials);
    if (!auth || !isOAuth(auth) || !tokens) return;
    const { refreshToken, accessToken, clientId } = tokens;
    try {
      // Many services have one grant for each account and client, and end its other tokens, too.
      if (await records.hasAccount(provider, account)) return;
      await auth.client.revoke(refreshToken ?? accessToken, clientId);
    } catch (error) {
      logSignOutFailure(provider)(error);
    }
  });
  project.ending.add(async () => authentications.close());
  const { invite, nameIn } = invitations(envelope);

  return {
    envelope,
    users: records,
    clients: registry,
    tokens: tokenIssuer(envelope, records, registry, { issuer, audienceOf }),
    authentications,
    invite,
    nameIn,
    /** @throws Error if the store does not respond */
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
/** The functions of `grantsOf`. */
export type Grants = ReturnType<typeof grantsOf>;

const logSignOutFailure = (provider: string) => (error: unknown) =>
  log('error', 'sign-out', error, { provider });
