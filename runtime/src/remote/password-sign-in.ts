import { ToolError } from '../call/result/tool-error.js';
import { AUTH_LIMITS } from '../fetch/limits.js';
import { referredRequest } from '../fetch/referred-fetch.js';
import { CachedCredentials } from '../oauth/cached-credentials.js';
import type { Credentials } from '../oauth/credentials.js';
import { authFetch } from '../oauth/token-response.js';
import { challengeOf, findAuthorization } from './authorization.js';
import { oauthClientAt } from './client-at.js';
import { limitedFetch } from './limited-fetch.js';

/** Options of `passwordSignIn`. */
export interface PasswordOptions {
  /** The authorization server, if it is on another host than the MCP server: no other host gets the password. */
  issuer?: string | undefined;
}

/** Nothing listens at this URL: the code is read from the redirect. */
const REDIRECT = 'http://127.0.0.1/callback';
const MAX_PAGES = 5;

/** Key of the one account that all users of the program share. */
const ACCOUNT = '';

/**
 * Signs in to an MCP server without a browser: its authorization server accepts the fields of its form, such as `username`
 * and `password`, in a POST request. All users of the program share this account.
 * @returns `token` of a `ManagedServer`: a function that returns undefined if the server requires no token. It throws a
 * ToolError, without the values of the fields, if the sign-in fails
 * @example
 * const url = 'https://notes.acme.dev/mcp';
 * clientManager({ notes: { url, token: passwordSignIn(url, { username: 'ann', password: process.env.NOTES_PASSWORD ?? '' }) } });
 */
export function passwordSignIn(
  url: string | URL,
  fields: Readonly<Record<string, string>>,
  { issuer }: PasswordOptions = {},
): (userId?: string, rejected?: string) => Promise<string | undefined> {
  const server = new URL(url);
  const memory = new CachedCredentials();
  const signIn = async () =>
    (await requestCredentials(server, fields, issuer)) ?? { accessToken: '' };
  return async (_userId, rejectedToken = '') => {
    if (rejectedToken !== '') await memory.replace(ACCOUNT, rejectedToken, signIn);
    return (await memory.get(ACCOUNT, signIn)).accessToken || undefined;
  };
}

async function requestCredentials(
  server: URL,
  fields: Readonly<Record<string, string>>,
  issuer: string | undefined,
): Promise<Credentials | undefined> {
  const fetch = limitedFetch(AUTH_LIMITS, referredRequest(server));
  const challenge = await challengeOf(server, fetch);
  const authorization = challenge && (await findAuthorization(server, challenge, fetch));
  if (!authorization) return undefined;
  const page = new URL(authorization.server.authorization_endpoint);
  if (page.hostname !== server.hostname && authorization.issuer !== issuer)
    throw new ToolError(
      `The password for ${server.host} is not sent to ${authorization.issuer}. If that is where it belongs, state it as "issuer".`,
    );
  const client = oauthClientAt(authorization, undefined, fetch);
  const { url, pending } = await client.begin(REDIRECT);
  const code = await codeParameters(page, { ...fields, ...Object.fromEntries(url.searchParams) });
  if (code.get('state') !== pending.state)
    throw new ToolError(`${authorization.issuer} responded to a different sign-in.`);
  return client.finish(code, pending);
}

/** Returns the parameters of the redirect that ends the sign-in (RFC 6749 section 4.1.2), after pages with a form. */
async function codeParameters(page: URL, form: Readonly<Record<string, string>>) {
  const send = authFetch();
  let currentUrl = page;
  for (let pages = 0; pages < MAX_PAGES; pages++) {
    const response = await send(currentUrl.href, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(form).toString(),
    });
    const location = response.headers.get('location');
    if (location === null || !URL.canParse(location, currentUrl.href))
      throw new ToolError(`${page.host} does not accept the sign-in (status ${response.status}).`);
    currentUrl = new URL(location, currentUrl);
    if (currentUrl.href.startsWith(`${REDIRECT}?`)) return currentUrl.searchParams;
    if (currentUrl.origin !== page.origin)
      throw new ToolError(
        `The sign-in at ${page.host} leads to another server, ${currentUrl.host}.`,
      );
  }
  throw new ToolError(`The sign-in at ${page.host} has too many pages.`);
}
