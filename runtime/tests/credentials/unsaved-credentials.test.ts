import { randomBytes, randomUUID } from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import timers, { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { credentialCheck } from '../../src/credentials/readiness.js';
import { flushUnsaved } from '../../src/credentials/unsaved-credentials.js';
import { createVault } from '../../src/credentials/vault.js';
import type { CredentialIssuer } from '../../src/oauth/credential-issuer.js';
import { OAuthError } from '../../src/oauth/errors.js';
import { refreshedCredentials } from '../../src/oauth/refresh.js';
import type { LogLine } from '../../src/project/interfaces.js';
import { setDefaultLogSink } from '../../src/project/log.js';
import { projectOf } from '../../src/project/project.js';
import { memoryStore } from '../stores/memory-store.js';
import { useStores } from '../stores/use-stores.js';

const HOUR_MS = 3_600_000;
const provider = 'chat';

function startStore() {
  const { store, state } = memoryStore();
  useStores([store]);
  onTestFinished(() => useStores([]));
  return state;
}

/** A service that rotates refresh tokens and ends a grant whose old one is used again. */
function startIssuer() {
  let generation = 0;
  const issuer: CredentialIssuer & { refreshes: number; response: Promise<void> } = {
    refreshes: 0,
    response: Promise.resolve(),
    issuer: () => 'https://auth.example.com',
    async refresh(refreshToken, ready) {
      await ready();
      if (refreshToken !== `refresh-${generation}`) throw new OAuthError('ended', 'reused');
      issuer.refreshes++;
      const next = issued(++generation);
      await issuer.response;
      return next;
    },
    revoke: async () => {},
  };
  return issuer;
}

const issued = (generation: number) => ({
  accessToken: `access-${generation}`,
  refreshToken: `refresh-${generation}`,
  obtainedAt: Date.now(),
  expiresAt: Date.now() + HOUR_MS,
});

async function signedIn() {
  const state = startStore();
  const issuer = startIssuer();
  /** Another process of the same project. */
  const start = () => refreshedCredentials(createVault(provider), issuer);
  const user = randomUUID();
  const own = start();
  await own.save(user, issued(0));
  inTime(2 * HOUR_MS);
  state.fails = true;
  return { state, issuer, user, start, own };
}

const inTime = (ms: number) => vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ms });

const lines: LogLine[] = [];
beforeEach(() => {
  vi.stubEnv('TOKEN_STORE', 'memory://');
  vi.stubEnv('CREDENTIALS_KEY', randomBytes(32).toString('base64'));
  lines.length = 0;
  setDefaultLogSink((line) => void lines.push(line));
  return async () => {
    await flushUnsaved(projectOf(provider), 0);
    setDefaultLogSink();
    vi.useRealTimers();
    vi.unstubAllEnvs();
  };
});

describe('refreshed credentials that the store does not take', () => {
  it('are served from memory and stored as soon as it takes them', async () => {
    const { state, issuer, user, start, own } = await signedIn();
    expect(await own.get(user)).toMatchObject({ accessToken: 'access-1' });
    expect(await own.get(user)).toMatchObject({ accessToken: 'access-1' });
    expect(issuer.refreshes).toBe(1);
    expect(await credentialCheck(provider)()).toEqual({ unsaved: 1 });
    expect(lines.map(({ message }) => message)).toEqual([
      expect.stringContaining('kept in memory'),
    ]);
    state.fails = false;
    await vi.waitFor(
      async () => expect(await credentialCheck(provider)()).toEqual({ unsaved: 0 }),
      10_000,
    );
    expect(await start().get(user)).toMatchObject({ accessToken: 'access-1' });
    expect(issuer.refreshes).toBe(1);
  });

  it('are refreshed again in memory where they expire meanwhile', async () => {
    const { state, user, start, own } = await signedIn();
    await own.get(user);
    inTime(2 * HOUR_MS);
    const all = await Promise.all(Array.from({ length: 20 }, () => own.get(user)));
    expect(new Set(all.map((one) => one?.accessToken))).toEqual(new Set(['access-2']));
    state.fails = false;
    await flushUnsaved(projectOf(provider));
    expect(await start().get(user)).toMatchObject({ accessToken: 'access-2' });
  });

  it('are stored also where the response to their refresh comes after the store is back', async () => {
    const { state, issuer, user, start, own } = await signedIn();
    await own.get(user);
    inTime(2 * HOUR_MS);
    let respond = () => {};
    issuer.response = new Promise((resolve) => (respond = resolve));
    const refreshing = own.get(user);
    await vi.waitFor(() => expect(issuer.refreshes).toBe(2), 10_000);
    state.fails = false;
    const stored = flushUnsaved(projectOf(provider));
    await sleep(300); // longer than the pause before the next attempt
    respond();
    await stored;
    expect(await refreshing).toMatchObject({ accessToken: 'access-2' });
    expect(await start().get(user)).toMatchObject({ accessToken: 'access-2' });
  });

  it('do not let another process use the old refresh token', async () => {
    const { state, issuer, user, start, own } = await signedIn();
    await own.get(user);
    const other = start().get(user);
    state.fails = false;
    expect(await other).toMatchObject({ accessToken: 'access-1' });
    expect(issuer.refreshes).toBe(1);
  });

  it('are stored soon after a long outage, before another process uses the old refresh token', async () => {
    const { state, user, own } = await signedIn();
    const pauses: (number | undefined)[] = [];
    const pause = vi.spyOn(timers, 'setTimeout').mockImplementation(async (ms, value) => {
      if (pauses.push(ms) > 20) state.fails = false;
      return value;
    });
    syncBuiltinESMExports();
    onTestFinished(() => {
      pause.mockRestore();
      syncBuiltinESMExports();
    });
    await own.get(user);
    await vi.waitFor(
      async () => expect(await credentialCheck(provider)()).toEqual({ unsaved: 0 }),
      10_000,
    );
    expect(pauses.at(-1)).toBeLessThanOrEqual(2_000);
  });

  it('are stored before the process ends', async () => {
    const { state, user, start, own } = await signedIn();
    await own.get(user);
    const flushing = flushUnsaved(projectOf(provider));
    state.fails = false;
    await flushing;
    expect(await start().get(user)).toMatchObject({ accessToken: 'access-1' });
  });

  it('are given up where the store fails to the end, and the log says so', async () => {
    const { user, own } = await signedIn();
    await own.get(user);
    await flushUnsaved(projectOf(provider), 0);
    expect(lines.at(-1)?.message).toContain('the user must sign in');
  });

  it('give way to a new sign-in and to a sign-out', async () => {
    const { state, user, start, own } = await signedIn();
    await own.get(user);
    await expect(own.save(user, issued(7))).rejects.toThrow('No space left');
    expect(await own.get(user)).toMatchObject({ accessToken: 'access-7' });
    await expect(own.end(user)).rejects.toThrow('No space left');
    expect(await own.get(user)).toBeNull();
    state.fails = false;
    await flushUnsaved(projectOf(provider));
    expect(await start().get(user)).toBeNull();
  });
});

it('a store that never answers does not hold a server that stops', async () => {
  const project = projectOf(provider);
  const silent = { provider, hurry: () => {}, done: new Promise<void>(() => {}) };
  project.unsaved.add(silent);
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const flushed = flushUnsaved(project);
  await vi.advanceTimersByTimeAsync(10_000);
  await flushed;
  project.unsaved.delete(silent);
});
