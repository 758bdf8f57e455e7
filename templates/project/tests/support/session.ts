import { onTestFinished } from 'vitest';
import { startApi } from './api-server.js';
import type { ProviderFixture } from './fixture.js';
import { connect, startServer } from './server.js';

/** API, server and client of one test, signed in with `secret`; everything ends with the test. */
export async function session(
  fixture: ProviderFixture,
  mode: 'auto' | 'legacy',
  secret = 'test-secret',
) {
  const { provider, prefix, signIn } = fixture;
  const api = await startApi();
  onTestFinished(() => api.close());
  setEnvironment(prefix, { BASE_URL: api.url, ...signIn?.(secret).environment });
  const server = await startServer(provider);
  onTestFinished(() => server.close());
  const client = await connect(`${server.url}/${provider}/mcp`, mode);
  onTestFinished(() => client.close());
  return { api, server, client };
}

/** Sets variables of one provider until the test has ended. */
export function setEnvironment(prefix: string, variables: Record<string, string>): void {
  for (const [suffix, value] of Object.entries(variables)) {
    const name = `${prefix}_${suffix}`;
    const before = process.env[name];
    process.env[name] = value;
    onTestFinished(() => {
      if (before === undefined) delete process.env[name];
      else process.env[name] = before;
    });
  }
}

/** The text of a result, as the model reads it. */
export function textOf(result: { content?: unknown }): string {
  return JSON.stringify(result.content);
}
