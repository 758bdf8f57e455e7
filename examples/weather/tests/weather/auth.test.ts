import { expect, it, onTestFinished } from 'vitest';
import { runAuthServer } from '../../src/providers/weather/server-auth.js';

it('says that there is nothing to sign in to, and ends', async () => {
  const server = await runAuthServer({ host: '127.0.0.1', port: 0, userId: 'local' });
  onTestFinished(() => server.close());
  const { origin } = new URL(server.url);
  expect(await (await fetch(`${origin}/status`)).json()).toEqual({ authenticated: true });
  expect(await (await fetch(server.url)).text()).toContain('This API is open');
  expect(await server.done).toBe('signed-in');
});
