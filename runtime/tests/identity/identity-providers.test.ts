import { readFileSync } from 'node:fs';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { beforeAll, expect, it } from 'vitest';
import { scopeSettings, verifierOf } from '../../src/identity/token-settings.js';
import { verifiedCaller } from '../../src/serving/http/verified-caller.js';
import { startIssuer } from '../issuer.js';

const guide = readFileSync(new URL('../../../docs/identity-providers.md', import.meta.url), 'utf8');
const endpoint = new URL('https://mcp.acme.dev/orders/mcp');

/** The settings in the section of a provider. */
function settingsOf(provider: string): Record<string, string> {
  const [, section = ''] = guide.split(`\n## ${provider}\n`);
  const [, block = ''] = /```sh\n([^]*?)```/.exec(section) ?? [];
  const lines = block.trim().split('\n');
  return Object.fromEntries(
    lines.map((line): [string, string] => {
      const [, name = '', value = ''] = /^(\w+)=(.*)$/.exec(line) ?? [];
      return [name, value];
    }),
  );
}

let keys: Awaited<ReturnType<typeof generateKeyPair>>;
let jwksUrl: string;
beforeAll(async () => {
  keys = await generateKeyPair('RS256');
  const issuer = await startIssuer();
  const key = { ...(await exportJWK(keys.publicKey)), kid: 'test', alg: 'RS256', use: 'sig' };
  issuer.replace('/jwks', 200, JSON.stringify({ keys: [key] }));
  jwksUrl = `${issuer.issuer}/jwks`;
  return () => issuer.close();
});

/** Access tokens as the documentation of each provider shows them. */
const tokens = {
  Keycloak: {
    header: { typ: 'JWT' },
    claims: {
      iss: 'https://id.acme.dev/realms/acme',
      aud: [endpoint.href, 'account'],
      sub: '3f1c8a52-6f0e-4d4e-9f5c-2f5cf3e0a001',
      typ: 'Bearer',
      azp: 'claude',
      realm_access: { roles: ['offline_access'] },
      scope: 'openid profile orders',
      preferred_username: 'ann',
    },
    user: '3f1c8a52-6f0e-4d4e-9f5c-2f5cf3e0a001',
  },
  'Microsoft Entra ID': {
    header: { typ: 'JWT' },
    claims: {
      iss: 'https://login.microsoftonline.com/TENANT_ID/v2.0',
      aud: 'CLIENT_ID_OF_THE_API',
      sub: 'different-in-each-application',
      oid: '00000000-0000-0000-66f3-3332eca7ea81',
      tid: 'TENANT_ID',
      azp: 'claude',
      scp: 'access',
      ver: '2.0',
    },
    user: '00000000-0000-0000-66f3-3332eca7ea81',
  },
  Okta: {
    header: {},
    claims: {
      iss: 'https://acme.okta.com/oauth2/default',
      aud: 'api://default',
      sub: 'ann@acme.dev',
      uid: '00u1a2b3c4',
      cid: 'claude',
      scp: ['orders'],
      ver: 1,
    },
    user: '00u1a2b3c4',
  },
  Auth0: {
    header: { typ: 'at+jwt' },
    claims: {
      iss: 'https://acme.eu.auth0.com/',
      aud: [endpoint.href, 'https://acme.eu.auth0.com/userinfo'],
      sub: 'auth0|507f1f77bcf86cd799439011',
      azp: 'claude',
      scope: 'openid orders',
    },
    user: 'auth0|507f1f77bcf86cd799439011',
  },
};

/** Other tokens of these and other issuers, and access tokens with claims that ID tokens have, too. `app` is the client. */
it.each<[string, boolean, object, object?]>([
  ['made by an application', true, {}],
  ['with a role and methods (Supabase)', true, { role: 'authenticated', amr: [], session_id: '1' }],
  ['of RFC 9068', true, { client_id: 'app', nonce: 'n', auth_time: 1 }, { typ: 'at+jwt' }],
  ['of Keycloak 23', true, { typ: 'Bearer', azp: 'app', nonce: 'n', auth_time: 1, scope: '' }],
  ['of Entra ID for the app itself', true, { azp: 'app', azpacr: '0', oid: '1', scp: 'access' }],
  ['of Entra ID, version 1', true, { appid: 'other', oid: '1', ver: '1.0' }],
  ['of Entra ID without a user', true, { azp: 'app', azpacr: '1', oid: '1', roles: ['a'] }],
  ['of Okta', true, { cid: 'other', uid: '1', auth_time: 1, scp: ['a'] }],
  ['of Auth0 without scopes', true, { azp: 'other' }],
  ['of Cognito', true, { token_use: 'access', auth_time: 1, client_id: 'app' }],
  ['of Zitadel', true, { client_id: 'app', jti: '1' }],
  ['of Authentik', true, { azp: 'app', nonce: 'n', auth_time: 1, scope: 'openid' }],
  ['ID token', false, { nonce: 'n', at_hash: 'x', auth_time: 1 }],
  ['ID token with a nonce', false, { nonce: 'n' }],
  ['ID token with a hash', false, { at_hash: 'x', azp: 'other', client_id: 'other', scope: 'a' }],
  ['ID token of a hybrid flow', false, { c_hash: 'x' }],
  ['ID token with a time', false, { auth_time: 1, email: 'ann@acme.dev' }],
  ['ID token that names its client', false, { azp: 'app' }],
  ['ID token for several', false, { aud: ['app', 'other'], azp: 'app' }],
  ['ID token of Keycloak', false, { typ: 'ID', azp: 'app' }],
  ['ID token of Entra ID without a nonce', false, { oid: '1', tid: '2', roles: ['a'], ver: '2.0' }],
  ['ID token of Cognito', false, { token_use: 'id' }],
  ['ID token with a type of its own', false, {}, { typ: 'id+jwt' }],
  ['refresh token of Keycloak', false, { typ: 'Refresh', azp: 'app', scope: 'a' }],
  ['logout token without a type', false, { events: {}, sid: '1' }],
])('a token %s is an access token: %s', async (_, isAccess, claims, header = {}) => {
  const issuer = 'https://id.acme.dev';
  const env = { MCP_ISSUER: issuer, MCP_AUDIENCE: 'app', MCP_JWKS_URL: jwksUrl };
  const token = await new SignJWT({ iss: issuer, sub: 'ann', aud: 'app', ...claims })
    .setProtectedHeader({ alg: 'RS256', kid: 'test', typ: 'JWT', ...header })
    .setExpirationTime('5m')
    .sign(keys.privateKey);
  const verifier = await verifierOf(undefined, env);
  const caller = verifiedCaller(verifier!, token, endpoint);
  if (isAccess) await expect(caller).resolves.toHaveProperty('principal.userId', `${issuer}|ann`);
  else await expect(caller).rejects.toThrow('not an access token');
});

it.each(Object.entries(tokens))(
  'tokens of %s are accepted with the settings of the guide',
  async (provider, { header, claims, user }) => {
    const settings = settingsOf(provider);
    const verifier = await verifierOf(undefined, { ...settings, MCP_JWKS_URL: jwksUrl });
    if (!verifier) throw new Error(`The section "${provider}" sets no issuer.`);
    const callerOf = async (changed: object) =>
      verifiedCaller(
        verifier,
        await new SignJWT({ ...claims, ...changed })
          .setProtectedHeader({ alg: 'RS256', kid: 'test', ...header })
          .setIssuedAt()
          .setExpirationTime('5m')
          .sign(keys.privateKey),
        endpoint,
      );
    const { principal, scopes } = await callerOf({});
    expect(principal.userId).toBe(`${claims.iss}|${user}`);
    expect(scopes).toEqual(expect.arrayContaining([...scopeSettings(settings).requiredScopes]));
    await expect(callerOf({ aud: 'another-api' })).rejects.toThrow('another server');
  },
);
