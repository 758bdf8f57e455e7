import { expect, it, onTestFinished } from 'vitest';
import { startApi } from '../../src/testing/fakes/api-server.js';
import { setEnvironment } from '../../src/testing/server/environment.js';
import { loadTestedProvider } from '../../src/testing/server/project.js';
import { userNamed } from '../context.js';

it.each([
  { api: [204, 401], status: 200, outcome: 'signed-in', title: 'Signed in to Issues' },
  { api: [500], status: 200, outcome: 'saved', title: 'Saved, not checked' },
  { api: [203], status: 400, outcome: 'rejected', title: 'Issues rejected these credentials' },
  { api: [401], status: 400, outcome: 'rejected', title: 'Issues rejected these credentials' },
])('shows "$title" where the API responds with $api', async ({ api: statuses, ...page }) => {
  const api = await startApi();
  onTestFinished(() => api.close());
  for (const status of statuses)
    api.answer({ status, text: '<p>', headers: { 'content-type': 'text/html' } });
  setEnvironment('ISSUES', { BASE_URL: api.url });
  const { serverAuth, apiAuth } = await loadTestedProvider('issues');
  const server = await serverAuth.runAuthServer({
    host: '127.0.0.1',
    port: 0,
    userId: userNamed('dana'),
  });
  onTestFinished(() => server.close());
  const html = await (await fetch(server.url)).text();
  const [, token = ''] = /name="form_token" value="([^"]+)"/.exec(html) ?? [];
  const { origin } = new URL(server.url);
  const response = await fetch(`${origin}/auth/callback`, {
    method: 'POST',
    headers: { origin, accept: 'application/json' },
    body: new URLSearchParams({ form_token: token, token: 'k1' }),
  });
  const { outcome, message } = (await response.json()) as { outcome: string; message: string };
  const title = message.split('. ')[0];
  expect({ status: response.status, outcome, title }).toEqual(page);
  expect(await apiAuth.getCredentials(userNamed('dana'))).toEqual(
    page.status === 200 ? { token: 'k1' } : null,
  );
  await apiAuth.signOut?.(userNamed('dana'));
});

it('a form of megabytes is too large, and nothing is logged or stored', async () => {
  const { serverAuth, apiAuth } = await loadTestedProvider('issues');
  const options = { host: '127.0.0.1', port: 0, userId: userNamed('dana') };
  const server = await serverAuth.runAuthServer(options);
  onTestFinished(() => server.close());
  const { origin } = new URL(server.url);
  const response = await fetch(`${origin}/auth/callback`, {
    method: 'POST',
    headers: { origin, accept: 'application/json' },
    body: new URLSearchParams({ token: 'x'.repeat(5_000_000) }),
  });
  expect([response.status, await response.text()]).toEqual([
    413,
    expect.stringContaining('This form is too large. Forms have at most 65536 bytes.'),
  ]);
  expect(await apiAuth.getCredentials(userNamed('dana'))).toBeNull();
});
