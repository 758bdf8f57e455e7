import { describe, expect, it } from 'vitest';
import { secretInServer } from '../../../src/kinds/mcp/secret-in-server.js';
import { server } from '../../../src/kinds/mcp/server.js';

const TOKEN = `ghp_${'aB3dE5fG7h'.repeat(4)}`;

describe('the server of a provider', () => {
  it.each<[string, string | undefined]>([
    ['https://x.dev/mcp?api_key=SECRET', 'api_key'],
    ['https://x.dev/mcp?region=eu&access-token=SECRET', 'access-token'],
    [`https://x.dev/mcp?key=${TOKEN}`, 'key'],
    ['https://x.dev/mcp?region=eu', undefined],
    ['npx -y acme-mcp --token SECRET', '--token'],
    ['npx -y acme-mcp --api-key=SECRET', '--api-key'],
    ['env ACME_TOKEN=SECRET acme-mcp', 'ACME_TOKEN'],
    [`acme-mcp ${TOKEN}`, 'token'],
    ['npx mcp-remote https://x.dev/mcp?api_key=SECRET', 'api_key'],
    ['npx mcp-remote https://x.dev/mcp --header "Authorization: Bearer SECRET"', 'Authorization'],
    ["npx mcp-remote https://x.dev/mcp --header 'Authorization: Bearer ${ACME_TOKEN}'", undefined],
    ['acme-mcp --token-file /run/secrets/acme --verbose', undefined],
    ['npx -y @acme/mcp-server', undefined],
  ])('%s contains the secret %s', (text, secret) => {
    expect(secretInServer(text)).toBe(secret);
    const says = secret && `must not contain the secret "${secret}"; `;
    expect(server.check(text)).toEqual(says && expect.stringContaining(says));
  });
});
