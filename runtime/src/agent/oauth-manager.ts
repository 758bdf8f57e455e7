import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { nullIfUnreadable } from '../credentials/encryption.js';
import { credentialStore } from '../credentials/store.js';
import { createVault, type Vault } from '../credentials/vault.js';
import { AUTH_LIMITS } from '../fetch/limits.js';
import { referredRequest } from '../fetch/referred-fetch.js';
import { verifiedPrincipal } from '../identity/principal.js';
import { OAuthError } from '../oauth/errors.js';
import { type OAuthAuth, oauthAuth } from '../oauth/oauth-auth.js';
import { Pending } from '../oauth/pending.js';
import { entryInCode } from '../project/config-file.js';
import { log } from '../project/log.js';
import { projectInCode, type ProjectSettings, runInProject } from '../project/project.js';
import { discoverAuthorization } from '../remote/authorization.js';
import { limitedFetch } from '../remote/limited-fetch.js';
import { endProject } from '../serving/end-project.js';
import { isSafeUrl } from '../utils/addresses.js';
import { type Environment, setting } from '../utils/settings.js';
import type { ManagedServer } from './client-manager.js';

/** Client metadata for authorization servers, and the token store. */
export interface OAuthManagerOptions extends Pick<ProjectSettings, 'stores' | 'log'> {
  /** Redirect URI of all sign-ins; its page calls `finish`. https, or http of a loopback address. */
  callbackUrl: string;
  /** Client name that users see on the consent page. */
  name: string;
  /**
   * Environment of `TOKEN_STORE`, keys and `MCP_DATA_DIR`, and of manually registered clients:
   * `<SERVER>_CLIENT_ID`, `<SERVER>_CLIENT_SECRET`. Default: `process.env`.
   */
  env?: Environment;
}

/**
 * Manages sign-ins of a program's users at MCP servers that require OAuth. Every user id must come
 * from the program's own session.
 */
export interface OAuthManager {
  /** Servers for `clientManager`, with the users' access tokens and sign-in URLs. */
  readonly servers: Readonly<Record<string, ManagedServer>>;
  /**
   * Begins a sign-in and returns the URL for the browser of this user. The client registers itself
   * if necessary.
   * @param scopes in addition to those that the server requires and the user has granted
   * @throws OAuthError; ToolError if the metadata of the server is unsafe, or the server requires
   * no sign-in
   */
  begin(userId: string, server: string, scopes?: readonly string[]): Promise<string>;
  /**
   * Stores the tokens of the user whose browser has returned; the same callback may arrive several
   * times.
   * @param callback URL including its query
   * @returns the name of the server
   * @throws OAuthError: `invalid` if this user has not begun it within ten minutes, `declined` if
   * the user has declined
   */
  finish(userId: string, callback: string | URL): Promise<string>;
  /**
   * The access token of a user, refreshed before it expires; undefined if the user must sign in.
   * @param rejectedToken the token that the server has just refused
   * @throws OAuthError if the authorization server cannot be reached now
   */
  token(userId: string, server: string, rejectedToken?: string): Promise<string | undefined>;
  /** Ends a sign-in here and at the authorization server. @throws OAuthError if it has ended only here */
  end(userId: string, server: string): Promise<void>;
  /** Waits for refreshed tokens to be stored. */
  close(): Promise<void>;
}

/**
 * The issuer and the resource of a user's tokens: the server may name others later, or none. Tokens
 * are refreshed and revoked where they are from, and a code goes where its sign-in began.
 */
const StoredAuthorization = z.strictObject({ issuer: z.string(), resource: z.string() });

/** Pending sign-ins of one user, by `state`. */
const SignIns = z.record(
  z.string(),
  z.strictObject({
    pending: Pending,
    authorization: StoredAuthorization,
    stage: z.enum(['begun', 'exchanging', 'finished']),
    /** Milliseconds since the epoch. */
    until: z.number(),
  }),
);
type SignIn = z.output<typeof SignIns>[string];

const SIGN_IN_MS = 600_000;
/** Most pending sign-ins of one user at one server; a further one replaces the oldest. */
const MAX_SIGN_INS = 20;
/** Milliseconds to wait for another process; an exchange of a code takes less. */
const MAX_WAIT_MS = 20_000;
const POLL_MS = 100;

/**
 * Signs the users of a program in to MCP servers, in any number of processes that share a store: it registers the client,
 * uses PKCE, and refreshes each token in one process at a time. Like the tokens of providers, these are stored encrypted, in
 * `TOKEN_STORE` or in files.
 * @param servers URLs by name; names consist of `a-z`, `0-9` and `_`, because names of environment variables begin with them
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
  const invalidName = names.find((name) => !/^[a-z][a-z0-9_]*$/.test(name));
  if (invalidName !== undefined)
    throw new TypeError(
      `The name "${invalidName}" must consist of a-z, 0-9 and "_", and begin with a letter.`,
    );
  const about = { name: title, description: title };
  const entries = Object.entries(servers).map(
    ([name, server]) => [name, entryInCode(name, about, { kind: 'mcp', server })] as const,
  );
  // MCP_PUBLIC_URL is unset, because this program serves no client metadata document.
  const projectSettings = { ...settings, env: { ...env, MCP_PUBLIC_URL: undefined } };
  const project = projectInCode(Object.fromEntries(entries), projectSettings);
  const signInsByServer = new Map(
    Object.entries(servers).map(([name, url]) => [name, serverSignIns(name, url, env)]),
  );

  function atServer<T>(
    userId: string,
    server: string,
    task: (signIns: ReturnType<typeof serverSignIns>, user: UserId) => Promise<T>,
  ): Promise<T> {
    const serverSignIn = signInsByServer.get(server);
    if (!serverSignIn)
      throw new TypeError(`There is no server "${server}". Servers: ${names.join(', ')}.`);
    if (typeof userId !== 'string' || userId === '')
      throw new TypeError('The user id must be a text that is not empty.');
    return runInProject(project, () =>
      task(serverSignIn, verifiedPrincipal('host', userId).userId),
    );
  }

  const manager: Omit<OAuthManager, 'servers'> = {
    begin: async (userId, server, scopes) =>
      atServer(userId, server, ({ begin }, user) => begin(user, callbackUrl, scopes)),
    async finish(userId, callback) {
      const { searchParams: query } = new URL(callback);
      const [server = '', state = ''] = query.get('state')?.split('.') ?? [];
      if (!signInsByServer.has(server)) throw notBegunError();
      query.set('state', state);
      await atServer(userId, server, ({ finish }, user) => finish(user, state, query));
      return server;
    },
    token: async (userId, server, rejectedToken) =>
      atServer(userId, server, ({ token }, user) => token(user, rejectedToken)),
    end: async (userId, server) =>
      atServer(userId, server, async ({ known }, user) => (await known(user))?.signOut(user)),
    close: () => endProject(project),
  };
  const managedServers = names.map((server): [string, ManagedServer] => [
    server,
    {
      url: servers[server] ?? '',
      token: (userId, rejectedToken) => manager.token(userId, server, rejectedToken),
      signInUrl: (userId) =>
        manager.begin(userId, server).catch((error: unknown) => {
          log('error', 'sign-in', error, { provider: server });
          return undefined;
        }),
    },
  ]);
  return { ...manager, servers: Object.fromEntries(managedServers) };
}

type UserId = ReturnType<typeof verifiedPrincipal>['userId'];

/** Returns a function that replaces one sign-in of a user while it holds a lock, and returns the previous one. */
function signInChanger(vault: Vault) {
  const signIns = credentialStore(vault, SignIns, { purpose: 'sign-ins' });
  return (user: UserId, state: string, update: (current?: SignIn) => SignIn | undefined) =>
    vault.withLock(`sign-ins of ${user}`, async (lock) => {
      const all = (await signIns.read(user).catch(nullIfUnreadable)) ?? {};
      const { [state]: previous, ...others } = Object.fromEntries(
        Object.entries(all).filter(([, { until }]) => until > Date.now()),
      );
      const replacement = update(previous);
      const newest = Object.entries(others).slice(replacement ? 1 - MAX_SIGN_INS : 0);
      const next = { ...Object.fromEntries(newest), ...(replacement && { [state]: replacement }) };
      await signIns.write(user, next, lock);
      return previous;
    });
}

function serverSignIns(server: string, url: string, env: Environment) {
  const vault = createVault(server);
  const authorizations = credentialStore(vault, StoredAuthorization, { purpose: 'authorization' });
  const changeSignIn = signInChanger(vault);
  const fetch = limitedFetch(AUTH_LIMITS, referredRequest(new URL(url)));
  const hasSecret = setting(`${server.toUpperCase()}_CLIENT_SECRET`, env) !== undefined;
  const clients = new Map<string, OAuthAuth>();

  function authAt({ issuer, resource }: z.output<typeof StoredAuthorization>): OAuthAuth {
    const key = JSON.stringify([issuer, resource]);
    const auth =
      clients.get(key) ??
      oauthAuth(server, {
        issuer,
        resource,
        fetch,
        registration: 'automatic',
        clientAuthentication: hasSecret ? 'basic' : 'none',
      });
    clients.set(key, auth);
    return auth;
  }

  /** The client of the authorization server where a user has signed in; undefined if there is none. */
  async function knownAuth(user: UserId): Promise<OAuthAuth | undefined> {
    const authorization = await authorizations.read(user).catch(nullIfUnreadable);
    return authorization ? authAt(authorization) : undefined;
  }

  async function begin(user: UserId, callbackUrl: string, extraScopes: readonly string[] = []) {
    const discovered = await discoverAuthorization(url);
    if (!discovered) throw new OAuthError('refused', `"${server}" does not ask for a sign-in.`);
    const { issuer, resource, scopes, server: metadata } = discovered;
    const auth = authAt({ issuer, resource });
    const storedCredentials = await auth.getCredentials(user).catch(nullIfUnreadable);
    const offlineScopes = metadata.scopes_supported?.includes('offline_access')
      ? ['offline_access']
      : [];
    const requestedScopes = [
      ...scopes,
      ...(storedCredentials?.scopes ?? []),
      ...extraScopes,
      ...offlineScopes,
    ];
    const { url: page, pending } = await auth.client.begin(callbackUrl, requestedScopes);
    await changeSignIn(user, pending.state, () => ({
      pending,
      authorization: { issuer, resource },
      stage: 'begun',
      until: Date.now() + SIGN_IN_MS,
    }));
    page.searchParams.set('state', `${server}.${pending.state}`);
    return page.href;
  }

  /**
   * Finishes a sign-in. A code can be exchanged once, and browsers may load its callback twice: one
   * process exchanges it, the others wait.
   */
  async function finish(user: UserId, state: string, query: URLSearchParams): Promise<void> {
    const giveUpAt = performance.now() + MAX_WAIT_MS;
    for (;;) {
      const signIn = await changeSignIn(user, state, (current) =>
        current?.stage === 'begun' ? { ...current, stage: 'exchanging' } : current,
      );
      if (!signIn) throw notBegunError();
      if (signIn.stage === 'finished') return;
      if (signIn.stage === 'begun') {
        const { authorization } = signIn;
        const auth = authAt(authorization);
        try {
          await auth.saveCredentials(user, await auth.client.finish(query, signIn.pending));
        } catch (error) {
          await changeSignIn(user, state, () => undefined);
          throw error;
        }
        await authorizations.write(user, authorization);
        await changeSignIn(
          user,
          state,
          (finished) => finished && { ...finished, stage: 'finished' },
        );
        return;
      }
      if (performance.now() > giveUpAt)
        throw new OAuthError('unavailable', 'The authorization server has not answered.');
      await sleep(POLL_MS);
    }
  }

  async function token(user: UserId, rejectedToken?: string): Promise<string | undefined> {
    const auth = await knownAuth(user);
    const credentials = (await auth?.getCredentials(user).catch(nullIfUnreadable)) ?? undefined;
    if (!credentials || credentials.accessToken !== rejectedToken) return credentials?.accessToken;
    return (await auth?.replaceCredentials?.(user, credentials))?.accessToken;
  }

  return { begin, finish, token, known: knownAuth };
}

const notBegunError = () =>
  new OAuthError('invalid', 'This user has not begun this sign-in, or it took too long.');
