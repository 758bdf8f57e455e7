import { describe, expect, it } from 'vitest';
import mcp from '../../../src/kinds/mcp/kind.js';
import { secretInServer, serverSetting } from '../../../src/kinds/mcp/server.js';
import { Scanner } from '../../../src/model/scanner.js';
import { toolNameRule } from '../../../src/spec/text-rules.js';

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
    ['npx -y acme-mcp postgres://ada:SECRET@db.x.dev/shop', 'password'],
    ['npx -y acme-mcp --url=postgres://ada:S/E#C@RET@db.x.dev/shop', 'password'],
    ['npx -y acme-mcp DATABASE_URL=postgres://ada:SECRET@db.x.dev/shop', 'password'],
    ['npx -y acme-mcp postgres://ada:${PASSWORD}@db.x.dev/shop', undefined],
    ['npx -y acme-mcp postgres://ada@db.x.dev:5432/@shop', undefined],
    ['npx -y acme-mcp http://localhost:3000/@vite', undefined],
    ['npx -y acme-mcp --max-tokens 4000', undefined],
    ['https://x.dev/mcp?page_token=2', undefined],
  ])('%s contains the secret %s', (text, secret) => {
    expect(secretInServer(text)).toBe(secret);
    const says = secret && `must not contain the secret "${secret}"; `;
    expect(serverSetting.check(text)).toEqual(says && expect.stringContaining(says));
  });
});

describe('a tool', () => {
  it('does not take the name of a file of the kind', () => {
    expect(toolNameRule('acme', mcp)('remote')).toBe('"remote" is reserved; choose another one');
  });

  it('has no spaces in its name at the server', () => {
    const read = (text: string) => mcp.spec.tool!.option.read(new Scanner(text));
    expect(read('list_issues')).toEqual({ remoteTool: 'list_issues' });
    expect(() => read('list issues now')).toThrow('A name has no spaces.');
  });
});
