import { randomBytes } from 'node:crypto';
import { expect, it, vi } from 'vitest';
import { createVault } from '../../src/credentials/vault.js';
import { defineProvider } from '../../src/index.js';
import { OAuthError } from '../../src/oauth/errors.js';
import { refreshedCredentials } from '../../src/oauth/refresh.js';
import type { ServerEvent } from '../../src/project/metrics.js';
import { smallProject } from '../small-project.js';
import { memoryStore } from '../stores/memory-store.js';

it('refreshes are counted; one that was not sent is not', async () => {
  vi.stubEnv('TOKEN_STORE', 'memory://');
  vi.stubEnv('CREDENTIALS_KEY', randomBytes(32).toString('base64'));
  const events: ServerEvent[] = [];
  const metrics = {
    record: (event: ServerEvent) => void events.push(event),
    contentType: '',
    text: async () => '',
  };
  const { store } = memoryStore();
  smallProject(defineProvider({ name: 'small', version: '1.0.0' }), { metrics, stores: [store] });
  let isFull = false;
  const credentials = refreshedCredentials(createVault('small'), {
    issuer: () => 'https://auth.example.com',
    async refresh(token, ready) {
      if (isFull) throw new Error('no room');
      await ready();
      if (token !== 'good') throw new OAuthError('refused', 'The request was refused');
      return { accessToken: 'new', obtainedAt: 0 };
    },
    revoke: async () => {},
  });
  const expired = { accessToken: 'old', obtainedAt: 0, expiresAt: 0 };
  await credentials.save('ann', { ...expired, refreshToken: 'good' });
  expect(await credentials.get('ann')).toMatchObject({ accessToken: 'new' });
  await credentials.save('bob', { ...expired, refreshToken: 'bad' });
  await expect(credentials.get('bob')).rejects.toBeInstanceOf(OAuthError);
  isFull = true;
  await expect(credentials.get('bob')).rejects.toThrow('no room');
  expect(events).toEqual([
    { type: 'refresh', provider: 'small', outcome: 'ok' },
    { type: 'refresh', provider: 'small', outcome: 'failed' },
  ]);
});
