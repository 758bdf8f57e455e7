import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { httpLimits, SETTINGS } from '../../src/serving/http/limits.js';
import { scopeSettings, unusedSettings, verifierOf } from '../../src/identity/token-settings.js';

describe('settings', () => {
  it('come from the environment, then from the options', () => {
    const environment = { MCP_MAX_REQUESTS: '7', MCP_REQUEST_TIMEOUT_SECONDS: '2' };
    const limits = httpLimits({ maxRequests: 5, maxConnections: 9 }, environment);
    expect(limits).toMatchObject({ maxRequests: 7, maxConnections: 9, requestTimeoutMs: 2_000 });
  });

  it.each(['0', '-1', '1.5', 'many'])('refuse %s', (value) => {
    expect(() => httpLimits({}, { MCP_MAX_REQUESTS: value })).toThrow(
      `MCP_MAX_REQUESTS must be a positive whole number.`,
    );
  });

  it('are in the table of the README', () => {
    const readme = readFileSync(join(import.meta.dirname, '..', '..', 'README.md'), 'utf8');
    const rows = [...readme.matchAll(/^\| `(MCP_\w+)` +\| `(\w+)` +\| ([\d,]+) /gm)];
    expect(rows.map(([, variable, limit, value]) => [limit, variable, value])).toEqual(
      Object.entries(SETTINGS).map(([limit, { variable, value }]) => [
        limit,
        variable,
        value.toLocaleString('en-US'),
      ]),
    );
  });
});

describe('settings of tokens', () => {
  it('are unused without an issuer, and named', () => {
    expect(unusedSettings({ MCP_AUDIENCE: 'api://a', MCP_SCOPES: '' })).toEqual(['MCP_AUDIENCE']);
  });

  it('of a verifier of the server are those of what its tokens contain', async () => {
    const own = { metadata: { issuer: 'https://a.dev' }, verify: async () => ({ sub: 'ann' }) };
    const environment = { MCP_AUDIENCE: 'api://a', MCP_USER_CLAIM: 'oid' };
    const verifier = await verifierOf(own, environment);
    const { metadata } = own;
    expect(verifier).toMatchObject({ metadata, audience: 'api://a', userClaim: 'oid' });
    expect(await verifier?.verify('token', new URL(metadata.issuer))).toEqual({ sub: 'ann' });
    expect(await verifierOf(async () => own, environment)).toBeUndefined();
    const refused = [{ MCP_JWKS_URL: 'https://a.dev' }, { MCP_ISSUER: 'https://b.dev' }];
    for (const wrong of refused) await expect(verifierOf(own, wrong)).rejects.toThrow('verifier');
  });

  it('advertise other scopes than they require', () => {
    const environment = { MCP_SCOPES: 'read', MCP_ADVERTISED_SCOPES: 'api://a/read, offline' };
    expect(scopeSettings(environment)).toEqual({
      requiredScopes: ['read'],
      advertisedScopes: ['api://a/read', 'offline'],
    });
  });
});
