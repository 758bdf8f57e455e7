import { randomBytes } from 'node:crypto';
import { beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import * as z from 'zod';
import { credentialCheck } from '../../src/credentials/readiness.js';
import { credentialStore } from '../../src/credentials/store.js';
import { createVault } from '../../src/credentials/vault.js';
import { clientCredentialsAuth, oauthAuth } from '../../src/oauth.js';
import { refreshedCredentials } from '../../src/oauth/refresh.js';
import { closeProject, openProject } from '../../src/project/project.js';
import { userNamed } from '../context.js';
import { configWith, projectFolder } from '../small-project.js';
import { memoryStore } from '../stores/memory-store.js';

const newKey = () => randomBytes(32).toString('base64');

beforeEach(() => {
  vi.stubEnv('TOKEN_STORE', 'memory://');
  vi.stubEnv('CREDENTIALS_KEY', newKey());
  vi.stubEnv('ONE_CLIENT_ID', 'id');
  vi.stubEnv('ONE_CLIENT_SECRET', 'secret');
  return () => vi.unstubAllEnvs();
});

/** A project with the provider "one". */
function open(stores = [memoryStore().store]) {
  const project = openProject(projectFolder(configWith('one')), { stores });
  const close = () => closeProject(project);
  onTestFinished(close);
  return close;
}

it('credentials of the server are those of one project', async () => {
  let count = 0;
  const auth = clientCredentialsAuth('one', {
    tokenUrl: 'https://auth.example.com/token',
    clientAuthentication: 'post',
    fetch: async () => Response.json({ access_token: `token-${++count}`, token_type: 'Bearer' }),
  });
  const token = async () => (await auth.getCredentials(userNamed())).accessToken;
  const close = open();
  expect([await token(), await token()]).toEqual(['token-1', 'token-1']);
  close();
  open();
  expect(await token()).toBe('token-2');
});

it('the client at the service is that of one project', async () => {
  const auth = oauthAuth('one', {
    authorizationUrl: 'https://auth.example.com/authorize',
    tokenUrl: 'https://auth.example.com/token',
    clientAuthentication: 'post',
  });
  const clientId = async () =>
    (await auth.client.begin('http://127.0.0.1/auth/callback')).url.searchParams.get('client_id');
  const close = open();
  expect(await clientId()).toBe('id');
  close();
  vi.stubEnv('ONE_CLIENT_ID', 'other');
  open();
  expect(await clientId()).toBe('other');
});

it('records are those of the store and the key of one project', async () => {
  const shape = z.object({ secret: z.string() });
  const used = credentialStore(createVault('one'), shape);
  const close = open();
  await used.write('alice', { secret: 'of the first' });
  close();
  vi.stubEnv('CREDENTIALS_KEY', newKey());
  open();
  expect(await used.read('alice')).toBeNull();
  await used.write('alice', { secret: 'of the second' });
  const fresh = credentialStore(createVault('one'), shape);
  expect(await fresh.read('alice')).toEqual({ secret: 'of the second' });
});

it('credentials that could not be stored are those of one project', async () => {
  const { store, state } = memoryStore();
  const credentials = refreshedCredentials(createVault('one'), {
    issuer: () => 'https://auth.example.com',
    refresh: async () => ({ accessToken: 'refreshed' }),
    revoke: async () => {},
  });
  const close = open([store]);
  await credentials.save('alice', { accessToken: 'a', refreshToken: 'r', expiresAt: 0 });
  state.fails = true;
  expect(await credentials.get('alice')).toMatchObject({ accessToken: 'refreshed' });
  expect(await credentialCheck('one')()).toEqual({ unsaved: 1 });
  close();
  open();
  expect(await credentials.get('alice')).toBeNull();
  expect(await credentialCheck('one')()).toEqual({ unsaved: 0 });
});
