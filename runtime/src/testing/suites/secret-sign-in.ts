import { expect, it, onTestFinished } from 'vitest';
import type { UserId } from '../../identity/principal.js';
import { configOf } from '../../project/config.js';
import { startApi } from '../fakes/api-server.js';
import { stubEnvironment } from '../server/environment.js';
import {
  credentialsOf,
  loadTestedProvider,
  localUser,
  startAuthServer,
} from '../server/project.js';
import type { TestedProvider } from '../tested-provider.js';

/** The local page that takes a user's secret, and the environment that may have it instead. */
export function testSecretSignIn(subject: TestedProvider): void {
  const { provider, prefix, environment } = subject;
  const variableOf = (field: string) =>
    environment[field] ??
    (isVariable(field) ? field : `${prefix}_${field.replace(/[A-Z]/g, '_$&').toUpperCase()}`);

  it('takes a secret, stores it for this user and ends', async () => {
    const { apiAuth } = await loadTestedProvider(provider);
    const api = await startApi();
    onTestFinished(() => api.close());
    const { database_url: url } = configOf(provider);
    // No test sends credentials to the database of the project.
    const database = url !== undefined && { [`${prefix}_DATABASE_URL`]: unreachableUrl(url) };
    onTestFinished(stubEnvironment({ [`${prefix}_BASE_URL`]: api.url, ...database }));
    const server = await startAuthServer(provider, localUser('dana'));
    const { origin } = new URL(server.url);
    const html = await (await fetch(server.url)).text();
    const [, token = ''] = /name="form_token" value="([^"]+)"/.exec(html) ?? [];
    const credentials = await credentialsOf(subject, 'a-secret-of-dana');
    const saveResponse = await fetch(`${origin}/auth/callback`, {
      method: 'POST',
      headers: { origin },
      body: new URLSearchParams({ form_token: token, ...credentials }),
    });
    expect(saveResponse.status).toBe(200);
    // The fake API refuses nothing, and there is no database: a check cannot decide.
    expect(await server.done).toBe('saved');
    const storedCredentials = (user: UserId) => apiAuth.getCredentials(user);
    expect(
      await storedCredentials(localUser('dana')),
      'The sign-in of Dana must store her credentials',
    ).toEqual(credentials);
    expect(
      await storedCredentials(localUser('eve')),
      'The sign-in of Dana must not sign Eve in',
    ).toBeNull();
    await apiAuth.signOut?.(localUser('dana'));
    expect(
      await storedCredentials(localUser('dana')),
      'signOut() must remove the credentials',
    ).toBeNull();
  });

  it('takes the credentials of a local user from the environment', async () => {
    const { apiAuth } = await loadTestedProvider(provider);
    const credentials = await credentialsOf(subject, 'of-the-operator');
    const entries = Object.entries(credentials).map(([field, value]) => [variableOf(field), value]);
    onTestFinished(stubEnvironment(Object.fromEntries(entries) as Record<string, string>));
    const names = entries.map(([name]) => name).join(' and ');
    expect(
      await apiAuth.getCredentials(localUser('heidi')),
      `The credentials of local users must come from ${names}. Change api/auth.ts, or "environment" of the test`,
    ).toEqual(credentials);
  });
}

/** Returns a database URL with a port that nothing listens on. */
const unreachableUrl = (databaseUrl: string) =>
  `${new URL(databaseUrl).protocol}//127.0.0.1:1/none`;

/** Programs have the variables that they read as fields. */
const isVariable = (field: string) => /^[A-Z]/.test(field);
