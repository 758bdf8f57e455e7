import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { scopeSettings, unusedSettings, verifierOf } from '../../src/identity/token-settings.js';
import { listenAddress, readOptions } from '../../src/serving/command-line.js';
import { httpLimits, SETTINGS } from '../../src/serving/http/limits.js';
import { operationPaths } from '../../src/serving/http/operation.js';

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

describe('the address', () => {
  it.each([
    { given: {}, env: {}, host: '127.0.0.1', port: 3000 },
    { given: {}, env: { PORT: '8080', HOST: '0.0.0.0' }, host: '0.0.0.0', port: 8080 },
    {
      given: {},
      env: { PORT: '8080', MCP_PORT: '81', HOST: '::1', MCP_HOST: 'a' },
      host: 'a',
      port: 81,
    },
    { given: { host: 'b', port: 0 }, env: { MCP_PORT: '81', MCP_HOST: 'a' }, host: 'b', port: 0 },
    { given: {}, env: { PORT: '', HOST: 'my-laptop' }, host: '127.0.0.1', port: 3000 },
  ])('of $env with $given is $host, $port', ({ given, env, host, port }) => {
    const options = { host: undefined, port: undefined, ...given };
    expect(listenAddress(options, env)).toEqual({ host, port });
  });

  it('is refused where it is no port', () => {
    const wrong = () => listenAddress({ host: undefined, port: undefined }, { PORT: 'http' });
    expect(wrong).toThrow('PORT must be a number up to 65535, not "http".');
  });
});

describe('docs/deploy.md', () => {
  const page = readFileSync(join(import.meta.dirname, '../../../docs/deploy.md'), 'utf8');
  const [, platforms = ''] = /\n## Platforms\n([^]*?)\n## /.exec(page) ?? [];
  const optionsIn = (text: string) =>
    Array.from(text.matchAll(/node dist\/server\.js( --[^`\n]*)/g), ([, args = '']) =>
      readOptions(args.trim().split(' ')),
    );

  it('has commands with options of the server', () => {
    const all = optionsIn(page);
    expect(all.length).toBeGreaterThan(2);
    expect(new Set(all.map(({ transport }) => transport))).toEqual(new Set(['http']));
  });

  it('has commands for platforms that listen where the platform looks', () => {
    const all = optionsIn(platforms);
    expect(all).toHaveLength(2);
    for (const options of all)
      expect(listenAddress(options, { PORT: '8080' })).toEqual({ host: '0.0.0.0', port: 8080 });
    const [, port] = /fly launch --internal-port (\d+)/.exec(platforms) ?? [];
    expect(Number(port)).toBe(listenAddress({ host: undefined, port: undefined }, {}).port); // Fly sets no PORT
  });

  it('names variables that the server reads', () => {
    const source = join(import.meta.dirname, '../../src');
    const code = readdirSync(source, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => readFileSync(join(source, name), 'utf8'))
      .join('\n');
    const names = new Set(page.match(/\b(MCP|TOKEN|CREDENTIALS)_[A-Z_]+\b/g));
    expect(names).toContain('MCP_GRACE_SECONDS');
    expect([...names].filter((name) => !code.includes(`'${name}'`))).toEqual([]);
  });

  it('names paths of probes that there are', () => {
    const ready = async () => [];
    const paths = operationPaths({ ready, publicUrl: new URL('https://mcp.acme.dev') });
    const named = new Set(page.match(/\/(ready|health|live)z?\b/g));
    expect(named).toEqual(new Set(paths.keys()));
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
