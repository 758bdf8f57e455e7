import { referredRequest } from '../../runtime/src/fetch/referred-fetch.js';
import { localPrincipal } from '../../runtime/src/identity/principal.js';
import { runOAuthSignIn } from '../../runtime/src/oauth/oauth-sign-in.js';
import { challengeOf, findAuthorization } from '../../runtime/src/remote/authorization.js';
import { oauthClientAt } from '../../runtime/src/remote/client-at.js';
import { limitedFetch, REMOTE_LIMITS } from '../../runtime/src/remote/limited-fetch.js';
import { openBrowser } from '../../runtime/src/sign-in/open-browser.js';
import type { CommandContext } from '../model/command.js';
import { clientRequired, noSignIn, signInFailed } from '../model/errors/remote.js';

/**
 * Signs the user at this terminal in to a server, with a browser and a loopback address (RFC 8252).
 * The access token is only in memory.
 * @param clientId of a registered client; without it, a client is registered (RFC 7591)
 * @returns undefined if the server requires no token
 * @throws CliError `remote/sign-in`
 */
export async function accessTokenFor(
  { ui, signal }: CommandContext,
  url: URL,
  clientId: string | undefined,
): Promise<string | undefined> {
  const fetch = limitedFetch(REMOTE_LIMITS, referredRequest(url));
  const challenge = await challengeOf(url, fetch);
  if (!challenge) return undefined;
  const authorization = await findAuthorization(url, challenge, fetch).catch((error: unknown) => {
    throw signInFailed(url.href, error instanceof Error ? error.message : String(error));
  });
  if (!authorization) throw noSignIn(url.href);
  const { server: metadata, issuer } = authorization;
  if (clientId === undefined && !metadata.registration_endpoint) throw clientRequired(issuer);
  let token: string | undefined;
  const server = await runOAuthSignIn(
    { host: '127.0.0.1', port: 0, userId: localPrincipal('').userId, signal },
    {
      displayName: url.host,
      client: oauthClientAt(authorization, clientId, fetch),
      isSignedIn: async () => token !== undefined,
      save: async ({ accessToken }) => void (token = accessToken),
    },
  );
  ui.note(`To sign in to ${url.host}, open:\n  ${server.url}`);
  if (ui.interactive) openBrowser(server.url);
  const outcome = await server.done;
  signal.throwIfAborted();
  if (token === undefined)
    throw signInFailed(url.href, `The sign-in ${outcome.replace('-', ' ')}.`);
  return token;
}
