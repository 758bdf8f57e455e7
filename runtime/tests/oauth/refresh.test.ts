import { randomUUID } from 'node:crypto';
import { expect, it, vi } from 'vitest';
import { createVault } from '../../src/credentials/vault.js';
import { OAuthError } from '../../src/oauth/errors.js';
import { refreshedCredentials } from '../../src/oauth/refresh.js';

const HOUR_MS = 3_600_000;

/** Credentials whose refresh fails in a way that a test chooses. */
async function start(more: { refreshToken?: string; expiresAt?: number }) {
  const failing = vi.fn<() => Promise<never>>();
  const issuer = { issuer: () => '', refresh: failing, revoke: async () => {} };
  const credentials = refreshedCredentials(createVault('chat'), issuer);
  const user = randomUUID();
  const saved = { accessToken: 'access', ...more };
  await credentials.save(user, saved);
  return { credentials, user, saved, failing };
}

it('keeps what the API rejects and nothing can refresh: the rejection may pass', async () => {
  const { credentials, user, saved } = await start({});
  expect(await credentials.replace(user, saved)).toBeNull();
  expect(await credentials.get(user)).toEqual(saved);
});

it('removes a sign-in only where its grant has ended', async () => {
  const expired = { refreshToken: 'refresh', expiresAt: Date.now() - HOUR_MS };
  const { credentials, user, failing } = await start(expired);
  failing.mockRejectedValueOnce(new OAuthError('malformed', 'malformed'));
  await expect(credentials.get(user)).rejects.toMatchObject({ failure: 'malformed' });
  failing.mockRejectedValueOnce(new OAuthError('ended', 'ended'));
  expect(await credentials.get(user)).toBeNull();
  expect(await credentials.get(user)).toBeNull();
  expect(failing).toHaveBeenCalledTimes(2);
});

it('asks to sign in after three refused refreshes, and goes on with the one that succeeds', async () => {
  const expired = { refreshToken: 'refresh', expiresAt: Date.now() - HOUR_MS };
  const { credentials, user, saved, failing } = await start(expired);
  const refusal = new OAuthError('refused', 'refused');
  failing.mockRejectedValueOnce(refusal).mockRejectedValueOnce(refusal);
  failing.mockRejectedValueOnce(new OAuthError('unavailable', 'unavailable'));
  for (const failure of ['refused', 'refused', 'unavailable'])
    await expect(credentials.get(user)).rejects.toMatchObject({ failure });
  failing.mockRejectedValueOnce(refusal);
  expect(await credentials.get(user)).toBeNull();
  const next = { ...saved, accessToken: 'next', expiresAt: Date.now() + HOUR_MS };
  failing.mockResolvedValueOnce(next as never);
  expect(await credentials.get(user)).toEqual(next);
});
