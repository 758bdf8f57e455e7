import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { discoverAuthorization, registerClient, RegistrationError } from '../../src/discovery.js';
import { defineProvider } from '../../src/index.js';
import { addTools } from '../add-tools.js';
import { listen } from '../listen.js';
import { startProtected } from '../remote/protected.js';
import { httpServer } from '../serving/provider-server.js';

const CLIENT = {
  client_name: 'Host',
  redirect_uris: ['http://127.0.0.1:8710/callback'],
  application_type: 'native',
  contacts: ['ops@host.example'],
};

it('a host finds the authorization server of an MCP server, and registers with its token', async () => {
  const { url, issuer } = await startProtected('none', { initialAccessToken: 'initial' });
  const found = await discoverAuthorization(url);
  expect(found).toMatchObject({ issuer, resource: url.href, scopes: ['mcp:use'] });
  const register = (more: object, initialAccessToken?: string) =>
    registerClient(found?.server ?? {}, { ...CLIENT, ...more }, { initialAccessToken });
  const registered = await register({}, 'initial');
  expect(registered).toMatchObject({ ...CLIENT, token_endpoint_auth_method: 'none' });
  expect(registered.client_id).not.toBe('');

  const refused = register({}, 'another');
  await expect(refused).rejects.toBeInstanceOf(RegistrationError);
  await expect(refused).rejects.toMatchObject({ status: 401, code: 'invalid_token' });
  await expect(register({ redirect_uris: ['no url'] }, 'initial')).rejects.toMatchObject({
    status: 400,
    code: 'invalid_redirect_uri',
    description: expect.stringContaining('redirect_uris') as unknown,
  });
});

it('the example of docs/hosts.md registers a client', async () => {
  const page = readFileSync(join(import.meta.dirname, '../../../docs/hosts.md'), 'utf8');
  const [, example = ''] = /^```ts\n(import .*?)^```/ms.exec(page) ?? [];
  const file = join(import.meta.dirname, 'documented.gen.ts');
  writeFileSync(file, example.replace('mcp-provider/discovery', '../../src/discovery.js'));
  onTestFinished(() => rmSync(file));
  const { clientFor } = (await import(/* @vite-ignore */ file)) as {
    clientFor(url: string): Promise<object>;
  };
  const { url, issuer } = await startProtected('none', { initialAccessToken: 'initial' });
  vi.stubEnv('INITIAL_ACCESS_TOKEN', 'initial');
  onTestFinished(() => void vi.unstubAllEnvs());
  expect(await clientFor(url.href)).toMatchObject({
    issuer,
    client: { client_name: 'Acme Chat', contacts: ['ops@acme.dev'] },
  });
});

it('a server that asks for no token has no authorization server', async () => {
  const provider = defineProvider({ name: 'open', version: '1.0.0' });
  addTools(provider, { a: () => 'a' });
  const url = await httpServer(provider);
  expect(await discoverAuthorization(url)).toBeUndefined();
});

it.each([
  ['without a slash, of one with it', '', '/'],
  ['with a slash, of one without it', '/', ''],
])('the metadata names the issuer %s', async (_what, named, own) => {
  const origin = await listen((request, response) => {
    const { url = '' } = request;
    const at = url.startsWith('/.well-known/oauth-protected-resource')
      ? { resource: `${origin}/mcp`, authorization_servers: [origin + named] }
      : {
          issuer: origin + own,
          authorization_endpoint: `${origin}/authorize`,
          token_endpoint: `${origin}/token`,
          response_types_supported: ['code'],
        };
    const isMetadata = url.startsWith('/.well-known/oauth-');
    response.writeHead(isMetadata ? 200 : 401, { 'content-type': 'application/json' });
    response.end(JSON.stringify(at));
  });
  expect(await discoverAuthorization(`${origin}/mcp`)).toMatchObject({ issuer: origin + own });
});

it('a server with plain HTTP is not asked', async () => {
  await expect(discoverAuthorization('http://192.0.2.1/mcp')).rejects.toThrow(
    'is not an https URL',
  );
});

it.each([
  ['registers no clients', undefined, { status: 0, code: 'unsupported' }],
  ['sends a page', '<html>', { status: 200, code: 'invalid_response' }],
  ['sends no client', '{}', { status: 200, code: 'invalid_response' }],
])('a server that %s is an error', async (_what, body, expected) => {
  const origin = await listen((_request, response) => void response.end(body));
  const registration_endpoint = body === undefined ? undefined : `${origin}/register`;
  await expect(registerClient({ registration_endpoint }, CLIENT)).rejects.toMatchObject(expected);
});
