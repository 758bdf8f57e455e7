import { expect, it } from 'vitest';
import { defineProvider } from '../../src/index.js';
import { withRefreshMetrics } from '../../src/credentials/refresh-metrics.js';
import { OAuthError } from '../../src/oauth/errors.js';
import type { ServerEvent } from '../../src/serving/metrics.js';
import { smallProject } from '../small-project.js';

it('refreshes are counted; one that was not sent is not', async () => {
  const events: ServerEvent[] = [];
  const metrics = {
    record: (event: ServerEvent) => void events.push(event),
    contentType: '',
    text: async () => '',
  };
  smallProject(defineProvider({ name: 'small', version: '1.0.0' }), { metrics });
  const { refresh } = withRefreshMetrics('small', {
    issuer: () => 'https://auth.example.com',
    async refresh(token, ready) {
      await ready();
      if (token !== 'good') throw new OAuthError('ended', 'The grant has ended');
      return { accessToken: 'new', obtainedAt: 0 };
    },
    revoke: async () => {},
  });
  await refresh('good', async () => {});
  await expect(refresh('bad', async () => {})).rejects.toBeInstanceOf(OAuthError);
  const stop = new Error('lock lost');
  await expect(refresh('good', () => Promise.reject(stop))).rejects.toBe(stop);
  expect(events).toEqual([
    { type: 'refresh', provider: 'small', outcome: 'ok' },
    { type: 'refresh', provider: 'small', outcome: 'failed' },
  ]);
});
