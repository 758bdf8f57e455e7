import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { nullIfUnreadable } from '../credentials/encryption.js';
import { credentialStore } from '../credentials/store.js';
import { createVault, type Vault } from '../credentials/vault.js';
import { AUTH_LIMITS } from '../fetch/limits.js';
import { referredRequest } from '../fetch/referred-fetch.js';
import type { UserId } from '../identity/principal.js';
import { OAuthError } from '../oauth/errors.js';
import { type OAuthAuth, oauthAuth } from '../oauth/oauth-auth.js';
import { Pending } from '../oauth/pending.js';
import { discoverAuthorization } from '../remote/authorization.js';
import { limitedFetch } from '../remote/limited-fetch.js';
import { type Environment, setting } from '../utils/settings.js';

/**
 * The issuer and the resource of a user's tokens: the server may name others later, or none. Tokens
 * are refreshed and revoked where they are from, and a code goes where its sign-in began.
 */
const StoredAuthorization = z.strictObject({ issuer: z.string(), resource: z.string() });
type StoredAuthorization = z.output<typeof StoredAuthorization>;

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

/** Changes one sign-in; undefined removes it. */
type ChangeSignIn = (current?: SignIn) => SignIn | undefined;

/** The sign-ins of a program's users at one MCP server, in all processes that share a store. */
export class ServerSignIns {
  readonly #server: string;
  readonly #url: string;
  readonly #vault: Vault;
  readonly #authorizations;
  readonly #signIns;
  readonly #fetch: ReturnType<typeof limitedFetch>;
  readonly #hasSecret: boolean;
  readonly #auths = new Map<string, OAuthAuth>();

  constructor(server: string, url: string, env: Environment) {
    this.#server = server;
    this.#url = url;
    this.#vault = createVault(server);
    const purpose = 'authorization';
    this.#authorizations = credentialStore(this.#vault, StoredAuthorization, { purpose });
    this.#signIns = credentialStore(this.#vault, SignIns, { purpose: 'sign-ins' });
    this.#fetch = limitedFetch(AUTH_LIMITS, referredRequest(new URL(url)));
    this.#hasSecret = setting(`${server.toUpperCase()}_CLIENT_SECRET`, env) !== undefined;
  }

  /** Begins a sign-in. @returns the URL for the browser @throws OAuthError if the server requires no sign-in */
  async begin(
    user: UserId,
    callbackUrl: string,
    extraScopes: readonly string[] = [],
  ): Promise<string> {
    const discovered = await discoverAuthorization(this.#url);
    if (!discovered)
      throw new OAuthError('refused', `"${this.#server}" does not ask for a sign-in.`);
    const { issuer, resource, scopes, server: metadata } = discovered;
    const auth = this.#authAt({ issuer, resource });
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
    await this.#changeSignIn(user, pending.state, () => ({
      pending,
      authorization: { issuer, resource },
      stage: 'begun',
      until: Date.now() + SIGN_IN_MS,
    }));
    page.searchParams.set('state', `${this.#server}.${pending.state}`);
    return page.href;
  }

  /**
   * Finishes a sign-in. A code can be exchanged once, and browsers may load its callback twice: one
   * process exchanges it, the others wait.
   * @throws OAuthError
   */
  async finish(user: UserId, state: string, query: URLSearchParams): Promise<void> {
    const giveUpAt = performance.now() + MAX_WAIT_MS;
    for (;;) {
      const signIn = await this.#changeSignIn(user, state, (current) =>
        current?.stage === 'begun' ? { ...current, stage: 'exchanging' } : current,
      );
      if (!signIn) throw notBegunError();
      if (signIn.stage === 'finished') return;
      if (signIn.stage === 'begun') {
        await this.#exchange(user, state, query, signIn);
        return;
      }
      if (performance.now() > giveUpAt)
        throw new OAuthError('unavailable', 'The authorization server has not answered.');
      await sleep(POLL_MS);
    }
  }

  /** Returns the access token of a user; undefined if the user must sign in. @param rejectedToken is replaced */
  async token(user: UserId, rejectedToken?: string): Promise<string | undefined> {
    const auth = await this.#storedAuth(user);
    const credentials = (await auth?.getCredentials(user).catch(nullIfUnreadable)) ?? undefined;
    if (!credentials || credentials.accessToken !== rejectedToken) return credentials?.accessToken;
    return (await auth?.replaceCredentials?.(user, credentials))?.accessToken;
  }

  /** Ends a sign-in here and at the authorization server. @throws OAuthError if it has ended only here */
  async end(user: UserId): Promise<void> {
    await (await this.#storedAuth(user))?.signOut(user);
  }

  async #exchange(
    user: UserId,
    state: string,
    query: URLSearchParams,
    { pending, authorization }: SignIn,
  ): Promise<void> {
    const auth = this.#authAt(authorization);
    try {
      await auth.saveCredentials(user, await auth.client.finish(query, pending));
    } catch (error) {
      await this.#changeSignIn(user, state, () => undefined);
      throw error;
    }
    await this.#authorizations.write(user, authorization);
    await this.#changeSignIn(
      user,
      state,
      (current) => current && { ...current, stage: 'finished' },
    );
  }

  #authAt({ issuer, resource }: StoredAuthorization): OAuthAuth {
    const key = JSON.stringify([issuer, resource]);
    const auth =
      this.#auths.get(key) ??
      oauthAuth(this.#server, {
        issuer,
        resource,
        fetch: this.#fetch,
        registration: 'automatic',
        clientAuthentication: this.#hasSecret ? 'basic' : 'none',
      });
    this.#auths.set(key, auth);
    return auth;
  }

  /** Returns the authentication at the authorization server where a user has signed in; undefined if there is none. */
  async #storedAuth(user: UserId): Promise<OAuthAuth | undefined> {
    const authorization = await this.#authorizations.read(user).catch(nullIfUnreadable);
    return authorization ? this.#authAt(authorization) : undefined;
  }

  /** Replaces one sign-in of a user while it holds a lock. @returns the previous one */
  #changeSignIn(user: UserId, state: string, change: ChangeSignIn): Promise<SignIn | undefined> {
    return this.#vault.withLock(`sign-ins of ${user}`, async (lock) => {
      const all = (await this.#signIns.read(user).catch(nullIfUnreadable)) ?? {};
      const { [state]: previous, ...others } = Object.fromEntries(
        Object.entries(all).filter(([, { until }]) => until > Date.now()),
      );
      const replacement = change(previous);
      const newest = Object.entries(others).slice(replacement ? 1 - MAX_SIGN_INS : 0);
      const next = { ...Object.fromEntries(newest), ...(replacement && { [state]: replacement }) };
      await this.#signIns.write(user, next, lock);
      return previous;
    });
  }
}

/** Returns the error for a callback without a sign-in that waits for it. */
export const notBegunError = (): OAuthError =>
  new OAuthError('invalid', 'This user has not begun this sign-in, or it took too long.');
