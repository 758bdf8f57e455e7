import { expect, it, onTestFinished } from 'vitest';
import { load, localUser } from '../project.js';
import type { TestedProvider } from '../tested-provider.js';

/** The API needs no credentials: everybody is signed in. */
export function testOpenApi({ provider }: TestedProvider): void {
  it('is not needed', async () => {
    const { serverAuth, apiAuth } = await load(provider);
    expect(await apiAuth.getCredentials(localUser())).not.toBeNull();
    const server = await serverAuth.runAuthServer({
      host: '127.0.0.1',
      port: 0,
      userId: localUser(),
    });
    onTestFinished(() => server.close());
    const { origin } = new URL(server.url);
    expect(await (await fetch(`${origin}/status`)).json()).toEqual({ authenticated: true });
    expect((await fetch(server.url)).status).toBe(200);
    expect(await server.done).toBe('signed-in');
  });
}
