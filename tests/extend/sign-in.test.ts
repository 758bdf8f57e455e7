import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { recordId } from '../../runtime/src/credentials/vault.js';
import { closeProject, openProject } from '../../runtime/src/project/project.js';
import { temporaryFolder } from '../../runtime/tests/temporary-folder.js';
import { recordPath, signInState } from '../../src/session/list-providers.js';
import { authStyles } from '../../src/styles/register.gen.js';

const machine = {
  variables: {},
  platform: 'linux',
  home: '/home/ann',
  exists: async () => false,
};

describe('signInOf', () => {
  const { none, basic, oauth2, 'api-key': apiKey } = authStyles;
  const application = authStyles['client-credentials'];
  const client = { ACME_CHAT_CLIENT_ID: 'ann', ACME_CHAT_CLIENT_SECRET: 'x' };
  const KEYS = ['ACME_CHAT_API_KEY', 'APP'];
  const isThere = { exists: async () => true };

  it.each([
    ['no style of ours', undefined, {}, 'unknown'],
    ['an open API', none, {}, 'nothing needed'],
    ['nothing', basic, {}, 'not signed in'],
    ['a record', basic, isThere, 'stored'],
    ['a store that is shared', basic, { variables: { TOKEN_STORE: 'redis://a' } }, 'unknown'],
    ['a client, but no person', oauth2, { variables: client }, 'not signed in'],
    ['a person', oauth2, isThere, 'stored'],
    ['a client that needs no person', application, { variables: client }, 'environment'],
    ['a file of such a client', application, isThere, 'file'],
    ['no such client', application, {}, 'not signed in'],
    ['one of two keys', apiKey, { variables: { ACME_CHAT_API_KEY: 'x' } }, 'not signed in', KEYS],
    ['two keys', apiKey, { variables: { ACME_CHAT_API_KEY: 'x', APP: 'y' } }, 'environment', KEYS],
    ['a client under another name', oauth2, { variables: { APP: 'y' } }, 'not signed in', ['APP']],
  ])('%s', async (_, style, more, state, namedVariables: readonly string[] = []) => {
    const settings = {
      namedVariables,
      provider: 'acme_chat',
      auth: style ? style.sample : { style: '' },
      style,
      kind: 'api' as const,
      place: 'https://api.acme.dev/v1',
      tokenPath: 'acme-mcp',
      credentialsPath: '/home/ann/client.json',
    };
    expect(await signInState(settings, { ...machine, ...more })).toBe(state);
  });

  const record = {
    provider: 'acme',
    kind: 'api' as const,
    place: 'https://api.acme.dev/v1',
    tokenPath: 'acme-mcp',
  };

  it.each([
    ['linux', {}, '/home/ann/.local/share/mcp/acme-mcp/'],
    ['linux', { XDG_DATA_HOME: '/data' }, '/data/mcp/acme-mcp/'],
    ['linux', { XDG_DATA_HOME: '', MCP_DATA_DIR: '' }, '/home/ann/.local/share/mcp/acme-mcp/'],
    ['darwin', {}, '/home/ann/Library/Application Support/mcp/acme-mcp/'],
    ['darwin', { MCP_DATA_DIR: '/data' }, '/data/acme-mcp/'],
    ['win32', { LOCALAPPDATA: 'C:\\Users\\Ann\\Local' }, 'C:\\Users\\Ann\\Local\\mcp\\acme-mcp\\'],
  ])('looks for records of credentials on %s %j', (platform, variables, folder) => {
    const path = recordPath(record, { platform, variables, home: '/home/ann' }) ?? '';
    expect(path.slice(0, folder.length)).toBe(folder);
    expect(path.slice(folder.length)).toMatch(/^acme-[0-9a-f]{40}\.sealed$/);
  });

  it('looks for the record of the API that is called, and for none where the server refuses', () => {
    const pathWith = (variables: Record<string, string>) =>
      recordPath(record, { platform: 'linux', variables, home: '/home/ann' });
    const usual = pathWith({});
    expect(pathWith({ ACME_BASE_URL: 'https://api.acme.dev/v2' })).toBe(usual);
    expect(pathWith({ ACME_BASE_URL: 'https://elsewhere.dev' })).not.toBe(usual);
    expect(pathWith({ MCP_DATA_DIR: 'data' })).toBeUndefined();
  });

  it.each([
    ['sql', { database_url: 'postgres://db.acme.dev/acme' }],
    ['files', { storage: 'https://s3.acme.dev/documents' }],
    ['mcp', { server: 'npx -y @acme/mcp-server' }],
    ['api', { base_url: 'https://api.acme.dev/v1' }],
  ] as const)('looks where the runtime stores the records of the kind "%s"', (kind, entry) => {
    const root = temporaryFolder();
    const acme = { kind, name: 'Acme', description: 'A provider.', auth: 'any', ...entry };
    writeFileSync(join(root, 'provider-config.yaml'), JSON.stringify({ providers: { acme } }));
    const project = openProject(root);
    onTestFinished(() => closeProject(project));
    const place = String(Object.values(entry)[0]);
    const own = { variables: { MCP_DATA_DIR: '/data' }, platform: 'linux', home: '/home/ann' };
    const path = `/data/acme-mcp/${recordId('acme', 'local')}.sealed`;
    expect(recordPath({ ...record, kind, place }, own)).toBe(path);
  });
});
