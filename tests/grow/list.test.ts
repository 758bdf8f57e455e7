import { describe, expect, it } from 'vitest';
import { listProviders } from '../../src/commands/list/providers.js';
import { recordPath, signInOf } from '../../src/commands/list/sign-in.js';
import { providersText } from '../../src/commands/list/text.js';
import { memoryFiles } from '../../src/host/memory.js';
import { loadProject } from '../../src/project/load.js';
import { authStyles } from '../../src/spec/auth-styles.gen.js';
import { paint } from '../../src/ui/paint.js';
import { baseSpec, projectOf } from './base.js';
import { runProgram } from './machine.js';

const ROOT = '/home/ann/acme-mcp';
const project = async (...specs: string[]) => {
  const tree = projectOf(await Promise.all(specs.map(baseSpec)));
  return Object.fromEntries(Object.entries(tree).map(([path, text]) => [`${ROOT}/${path}`, text]));
};

const machine = {
  variables: {},
  platform: 'linux',
  home: '/home/ann',
  exists: async () => false,
};

describe('list', () => {
  it('shows a table that fits the terminal', async () => {
    const model = await loadProject(memoryFiles(await project('acme', 'open', 'rooms')), ROOT);
    const providers = await listProviders(model, machine);
    const text = providersText(providers, { color: false, columns: 60, paint: paint(false) });
    expect(text).toBe(
      [
        'acme  Acme Chat  bearer  not signed in',
        '  tool      list_rooms    read-only    Rooms that can be wr…',
        '  tool      send_message  destructive  Post a message to a…',
        '  resource  room                       acme://rooms/{room_i…',
        '  prompt    sum_up',
        '',
        'weather  Weather  none  nothing to sign in to',
        '  tool  get_forecast  read-only  The forecast of a place.',
      ].join('\n'),
    );
  });

  it('prints one document for programs', async () => {
    const files = memoryFiles(await project('open'));
    const { exit, stdout } = await runProgram(['list', '--json'], { files, cwd: `${ROOT}/src` });
    expect(exit).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      root: ROOT,
      providers: [
        {
          name: 'weather',
          displayName: 'Weather',
          auth: 'none',
          signIn: 'nothing needed',
          tools: [
            {
              name: 'get_forecast',
              title: null,
              description: 'The forecast of a place.',
              file: 'src/providers/weather/tools/get-forecast.ts',
              annotations: { readOnlyHint: true },
            },
          ],
          resources: [],
          prompts: [],
        },
      ],
    });
  });

  it('takes the directory of a project, and nothing else', async () => {
    const files = memoryFiles({ ...(await project('open')), '/home/ann/other/a.txt': '' });
    const run = (directory: string) => runProgram(['list', directory], { files, cwd: '/home/ann' });
    expect((await run('acme-mcp')).stdout).toContain('weather  Weather');
    expect(await run('other')).toMatchObject({ exit: 2, stdout: '' });
  });

  it('reads what the environment and .env say, without saying it', async () => {
    const files = memoryFiles({
      ...(await project('acme')),
      [`${ROOT}/.env`]: '# the chat\nexport ACME_TOKEN="very secret"\n',
    });
    const { stdout } = await runProgram(['list', '--json'], { files, cwd: ROOT });
    expect(JSON.parse(stdout)).toMatchObject({ providers: [{ signIn: 'environment' }] });
    expect(stdout).not.toContain('very secret');
  });
});

describe('signInOf', () => {
  const { none, basic, oauth2 } = authStyles;
  const application = authStyles['client-credentials'];
  const both = { ACME_CHAT_USERNAME: 'ann', ACME_CHAT_PASSWORD: 'x' };
  const client = { ACME_CHAT_CLIENT_ID: 'ann', ACME_CHAT_CLIENT_SECRET: 'x' };
  const isThere = { exists: async () => true };

  it.each([
    ['no style of ours', undefined, {}, 'unknown'],
    ['an open API', none, {}, 'nothing needed'],
    ['nothing', basic, {}, 'not signed in'],
    ['one of two variables', basic, { variables: { ACME_CHAT_USERNAME: 'ann' } }, 'not signed in'],
    [
      'an empty variable',
      basic,
      { variables: { ...both, ACME_CHAT_PASSWORD: '' } },
      'not signed in',
    ],
    ['both variables', basic, { variables: both }, 'environment'],
    ['a record', basic, isThere, 'stored'],
    ['a store that is shared', basic, { variables: { TOKEN_STORE: 'redis://a' } }, 'unknown'],
    ['a client, but no person', oauth2, { variables: client }, 'not signed in'],
    ['a person', oauth2, isThere, 'stored'],
    ['a client that needs no person', application, { variables: client }, 'environment'],
    ['a file of such a client', application, isThere, 'file'],
    ['no such client', application, {}, 'not signed in'],
  ])('%s', async (_, style, more, state) => {
    const settings = {
      provider: 'acme_chat',
      auth: style ? style.sample : { style: '' },
      style,
      baseUrl: 'https://api.acme.dev/v1',
      tokenPath: 'acme-mcp',
      credentialsPath: '/home/ann/client.json',
    };
    expect(await signInOf(settings, { ...machine, ...more })).toBe(state);
  });

  const record = {
    provider: 'acme',
    baseUrl: 'https://api.acme.dev/v1',
    tokenPath: 'acme-mcp',
  };

  it.each([
    ['linux', {}, '/home/ann/.local/share/mcp/acme-mcp/'],
    ['linux', { XDG_DATA_HOME: '/data' }, '/data/mcp/acme-mcp/'],
    ['linux', { XDG_DATA_HOME: 'data' }, '/home/ann/.local/share/mcp/acme-mcp/'],
    ['linux', { XDG_DATA_HOME: '', MCP_DATA_DIR: '' }, '/home/ann/.local/share/mcp/acme-mcp/'],
    ['darwin', {}, '/home/ann/Library/Application Support/mcp/acme-mcp/'],
    ['darwin', { XDG_DATA_HOME: '/data' }, '/home/ann/Library/Application Support/mcp/acme-mcp/'],
    ['darwin', { MCP_DATA_DIR: '/data' }, '/data/acme-mcp/'],
    ['win32', { LOCALAPPDATA: 'C:\\Users\\Ann\\Local' }, 'C:\\Users\\Ann\\Local\\mcp\\acme-mcp\\'],
  ])('looks for records on %s %j', (platform, variables, folder) => {
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
});
