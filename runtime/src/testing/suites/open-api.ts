import { expect, it } from 'vitest';
import { loadTestedProvider, localUser, startAuthServer } from '../server/project.js';
import type { TestedProvider } from '../tested-provider.js';

/** The API needs no credentials: everybody is signed in. */
export function testOpenApi({ provider }: TestedProvider): void {
  it('is not needed', async () => {
    const { apiAuth } = await loadTestedProvider(provider);
    expect(await apiAuth.getCredentials(localUser())).not.toBeNull();
    const server = await startAuthServer(provider, localUser());
    const { origin } = new URL(server.url);
    expect(await (await fetch(`${origin}/status`)).json()).toEqual({ authenticated: true });
    expect((await fetch(server.url)).status).toBe(200);
    expect(await server.done).toBe('signed-in');
  });
}
