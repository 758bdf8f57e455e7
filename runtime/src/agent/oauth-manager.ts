import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { nullIfUnreadable } from '../credentials/encryption.js';
import { credentialStore } from '../credentials/store.js';
import { createVault } from '../credentials/vault.js';
import { AUTH_LIMITS } from '../fetch/limits.js';
import { referredRequest } from '../fetch/referred-fetch.js';
import { verifiedPrincipal } from '../identity/principal.js';
import { OAuthError } from '../oauth/errors.js';
import { type OAuthAuth, oauthAuth } from '../oauth/oauth-auth.js';
import { Pending } from '../oauth/pending.js';
import { entryInCode } from '../project/config-file.js';
import { log } from '../project/log.js';
import { inProject, projectInCode, type ProjectSettings } from '../project/project.js';
import { discoverAuthorization } from '../remote/authorization.js';
import { limitedFetch } from '../remote/limited-fetch.js';
import { endProject } from '../serving/end-project.js';
import { isSafeUrl } from '../utils/addresses.js';
import { type Environment, setting } from '../utils/settings.js';
import type { ManagedServer } from './client-manager.js';

/** How the program is known to authorization servers, and where it keeps tokens. */
export interface OAuthManagerOptions extends Pick<ProjectSettings, 'stores' | 'log'> {
  /** The redirect URI of all sign-ins: the page there calls `finish`. https, or http of a loopback address. */
  callbackUrl: string;
  /** The name that users see when they allow the access. */
  name: string;
  /**
   * Of `TOKEN_STORE`, keys and `MCP_DATA_DIR`, and of clients that are registered by hand: `<SERVER>_CLIENT_ID`,
   * `<SERVER>_CLIENT_SECRET`. Default: `process.env`.
   */
  env?: Environment;
}

/** Sign-ins of a program's users at MCP servers that require OAuth. All methods take a user id of the program's own session. */
export interface OAuthManager {
  /** For `clientManager`: with the access tokens of the users, and the addresses where they sign in. */
  readonly servers: Readonly<Record<string, ManagedServer>>;
  /**
   * The address to which the browser of this user is sent. The client registers itself where it is not known.
   * @param scopes beside those that the server asks for and the user has granted
   * @throws OAuthError; ToolError where the metadata of the server is unsafe to use, or the server asks for no sign-in
   */
  begin(userId: string, server: string, scopes?: readonly string[]): Promise<string>;
  /**
   * Stores the tokens of the user whose browser has come back; the same callback can come several times.
   * @param callback with its query
   * @returns the server
   * @throws OAuthError: `invalid` where this user has not begun it within ten minutes, `declined` where the user has declined
   */
  finish(userId: string, callback: string | URL): Promise<string>;
  /**
   * The access token of a user, refreshed before it expires; undefined: the user must sign in.
   * @param rejected the token that the server has just refused
   * @throws OAuthError where nobody can be asked now
   */
  token(userId: string, server: string, rejected?: string): Promise<string | undefined>;
  /** Ends a sign-in, at the authorization server and here. @throws OAuthError where it has ended only here */
  end(userId: string, server: string): Promise<void>;
  /** Waits for refreshed tokens to be stored. */
  close(): Promise<void>;
}

/** What a server has said of its sign-in: tokens can be used, and refreshed, while it says nothing. */
const ALL_USERS = 'authorization of all users';
const Found = z.strictObject({ issuer: z.string(), resource: z.string() });

/** Sign-ins of one user that are under way, by `state`. */
const SignIns = z.record(
  z.string(),
  z.strictObject({
    pending: Pending,
    stage: z.enum(['begun', 'exchanging', 'finished']),
    /** Milliseconds since the epoch. */
    until: z.number(),
  }),
);
type SignIn = z.output<typeof SignIns>[string];

const SIGN_IN_MS = 600_000;
/** Sign-ins of one user at one server; a further one replaces the oldest. */
const MOST_SIGN_INS = 20;
/** Longer than an exchange of a code takes. */
const MOST_WAIT_MS = 20_000;
const POLL_MS = 100;

/**
 * Signs the users of a program in to MCP servers: registration, PKCE, refresh and its races, in any number of processes that
 * share a store. Tokens are stored as those of providers are: encrypted, in `TOKEN_STORE` or in files.
 * @param servers URLs by name, of `a-z`, `0-9` and `_`: they begin variables of the environment
 * @throws StartError, TypeError for a name or a URL that cannot be used
 * @example
 * const accounts = oauthManager({ notes: 'https://notes.acme.dev/mcp' }, { name: 'Acme Chat', callbackUrl });
 * const manager = clientManager(accounts.servers);
 */
export function oauthManager(
  servers: Readonly<Record<string, string>>,
  { callbackUrl, name: title, env = process.env, ...settings }: OAuthManagerOptions,
): OAuthManager {
  if (!isSafeUrl(callbackUrl))
    throw new TypeError('"callbackUrl" must be an https URL (http only for loopback addresses).');
  const names = Object.keys(servers);
  const wrong = names.find((name) => !/^[a-z][a-z0-9_]*$/.test(name));
  if (wrong !== undefined)
    throw new TypeError(
      `The name "${wrong}" must consist of a-z, 0-9 and "_", and begin with a letter.`,
    );
  const about = { name: title, description: title };
  const entries = Object.entries(servers).map(
    ([name, server]) => [name, entryInCode(name, about, { kind: 'mcp', server })] as const,
  );
  // This program serves no metadata document of a client.
  const own = { ...settings, env: { ...env, MCP_PUBLIC_URL: undefined } };
  const project = projectInCode(Object.fromEntries(entries), own);
  const sites = new Map(Object.entries(servers).map(([name, url]) => [name, site(name, url, env)]));

  /** Runs a task of one user at one server. */
  function at<T>(
    userId: string,
    server: string,
    task: (one: ReturnType<typeof site>, user: UserId) => Promise<T>,
  ): Promise<T> {
    const one = sites.get(server);
    if (!one) throw new TypeError(`There is no server "${server}". Servers: ${names.join(', ')}.`);
    return inProject(project, () => task(one, verifiedPrincipal('host', userId).userId));
  }

  const manager: Omit<OAuthManager, 'servers'> = {
    begin: async (userId, server, scopes) =>
      at(userId, server, ({ begin }, user) => begin(user, callbackUrl, scopes)),
    async finish(userId, callback) {
      const { searchParams: query } = new URL(callback);
      const [server = '', state = ''] = query.get('state')?.split('.') ?? [];
      if (!sites.has(server)) throw notBegun();
      query.set('state', state);
      await at(userId, server, ({ finish }, user) => finish(user, state, query));
      return server;
    },
    token: async (userId, server, rejected) =>
      at(userId, server, ({ token }, user) => token(user, rejected)),
    end: async (userId, server) =>
      at(userId, server, async ({ known }, user) => (await known())?.signOut(user)),
    close: () => endProject(project),
  };
  const managed = names.map((server): [string, ManagedServer] => [
    server,
    {
      url: servers[server] ?? '',
      token: (userId, rejected) => manager.token(userId, server, rejected),
      signInUrl: (userId) =>
        manager.begin(userId, server).catch((error: unknown) => {
          log('error', 'sign-in', error, { provider: server });
          return undefined;
        }),
    },
  ]);
  return { ...manager, servers: Object.fromEntries(managed) };
}

type UserId = ReturnType<typeof verifiedPrincipal>['userId'];

/** The sign-ins at one server. */
function site(server: string, url: string, env: Environment) {
  const vault = createVault(server);
  const authorizations = credentialStore(vault, Found);
  const underWay = credentialStore(vault, SignIns, { purpose: 'sign-ins' });
  const fetch = limitedFetch(AUTH_LIMITS, referredRequest(new URL(url)));
  const hasSecret = setting(`${server.toUpperCase()}_CLIENT_SECRET`, env) !== undefined;
  const clients = new Map<string, OAuthAuth>();

  function authAt({ issuer, resource }: z.output<typeof Found>): OAuthAuth {
    const key = JSON.stringify([issuer, resource]);
    const made = clients.get(key) ?? oauthAuth(server, { issuer, resource, fetch, registration: 'automatic', clientAuthentication: hasSecret ? 'basic' : 'none' }); // prettier-ignore
    clients.set(key, made);
    return made;
  }

  /** Undefined: nobody has signed in there. */
  async function known(): Promise<OAuthAuth | undefined> {
    const found = await authorizations.read(ALL_USERS).catch(nullIfUnreadable);
    return found ? authAt(found) : undefined;
  }

  async function begin(user: UserId, callbackUrl: string, more: readonly string[] = []) {
    const found = await discoverAuthorization(url);
    if (!found) throw new OAuthError('refused', `"${server}" does not ask for a sign-in.`);
    const { issuer, resource, scopes, server: metadata } = found;
    await authorizations.write(ALL_USERS, { issuer, resource });
    const auth = authAt({ issuer, resource });
    const granted = await auth.getCredentials(user).catch(nullIfUnreadable);
    const lasting = metadata.scopes_supported?.includes('offline_access') ? ['offline_access'] : [];
    const asked = [...scopes, ...(granted?.scopes ?? []), ...more, ...lasting];
    const { url: page, pending } = await auth.client.begin(callbackUrl, asked);
    await change(user, pending.state, () => ({
      pending,
      stage: 'begun',
      until: Date.now() + SIGN_IN_MS,
    }));
    page.searchParams.set('state', `${server}.${pending.state}`);
    return page.href;
  }

  /** Replaces one sign-in of a user under a lock. @returns the one before */
  function change(user: UserId, state: string, next: (one?: SignIn) => SignIn | undefined) {
    return vault.withLock(`sign-ins of ${user}`, async () => {
      const all = (await underWay.read(user).catch(nullIfUnreadable)) ?? {};
      const { [state]: before, ...others } = Object.fromEntries(
        Object.entries(all).filter(([, { until }]) => until > Date.now()),
      );
      const after = next(before);
      const newest = Object.entries(others).slice(after ? 1 - MOST_SIGN_INS : 0);
      await underWay.write(user, {
        ...Object.fromEntries(newest),
        ...(after && { [state]: after }),
      });
      return before;
    });
  }

  /** A code is worth one exchange, and browsers load its callback again: one process exchanges it, others wait. */
  async function finish(user: UserId, state: string, query: URLSearchParams): Promise<void> {
    const auth = await known();
    const giveUpAt = performance.now() + MOST_WAIT_MS;
    for (;;) {
      const one = await change(user, state, (before) =>
        before?.stage === 'begun' ? { ...before, stage: 'exchanging' } : before,
      );
      if (!auth || !one) throw notBegun();
      if (one.stage === 'finished') return;
      if (one.stage === 'begun') {
        try {
          await auth.saveCredentials(user, await auth.client.finish(query, one.pending));
        } catch (error) {
          await change(user, state, () => undefined);
          throw error;
        }
        await change(user, state, (before) => before && { ...before, stage: 'finished' });
        return;
      }
      if (performance.now() > giveUpAt)
        throw new OAuthError('unavailable', 'The authorization server has not answered.');
      await sleep(POLL_MS);
    }
  }

  async function token(user: UserId, rejected?: string): Promise<string | undefined> {
    const auth = await known();
    const usable = (await auth?.getCredentials(user).catch(nullIfUnreadable)) ?? undefined;
    if (!usable || usable.accessToken !== rejected) return usable?.accessToken;
    return (await auth?.replaceCredentials?.(user, usable))?.accessToken;
  }

  return { begin, finish, token, known };
}

const notBegun = () =>
  new OAuthError('invalid', 'This user has not begun this sign-in, or it took too long.');
