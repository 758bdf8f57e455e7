import { expect, it } from 'vitest';
import { clientFiles } from '../../src/client-config/client-files.js';
import { clients } from '../../src/clients/register.gen.js';
import type { ClientRow, Platform } from '../../src/model/client.js';
import { memoryFiles } from '../support/memory.js';

const HOME = '/home/ann';
const ENV = {
  APPDATA: `${HOME}/AppData/Roaming`,
  LOCALAPPDATA: `${HOME}/AppData/Local`,
  USERPROFILE: HOME,
};
/** A version of Claude Desktop from the Microsoft Store. */
const STORE = `${HOME}/AppData/Local/Packages/Claude_1/LocalCache/Roaming/Claude`;

it.each<Platform>(['darwin', 'linux', 'win32'])(
  'users have their files on %s',
  async (platform) => {
    const files = memoryFiles({ [`${STORE}/log`]: '' });
    const env = platform === 'win32' ? ENV : {};
    const around = { files, machine: { home: HOME, platform, env }, workspace: '/work' };
    const lines: string[] = [];
    for (const [id, client] of Object.entries<ClientRow>(clients)) {
      if ('code' in client) continue;
      for (const { path, isLegacy } of await clientFiles(client, 'user', 'acme', around))
        lines.push(`${id} ${isLegacy ? 'reads ' : ''}${path.replace(HOME, '~')}\n`);
    }
    await expect(lines.join('')).toMatchFileSnapshot(`../cases/client-files/${platform}.txt`);
  },
);

const LINUX = { home: HOME, platform: 'linux' } as const;

it.each<[string, Record<string, string>, string[]]>([
  ['claude-code', { CLAUDE_CONFIG_DIR: '/c' }, ['/c/.claude.json']],
  ['claude-code', { CLAUDE_CONFIG_DIR: '' }, [`${HOME}/.claude.json`]],
  ['codex', { CODEX_HOME: '/c' }, ['/c/config.toml']],
  ['gemini-cli', { GEMINI_CLI_HOME: '/c' }, ['/c/.gemini/settings.json']],
  ['copilot-cli', { COPILOT_HOME: '/c' }, ['/c/mcp-config.json']],
  ['qwen-code', { QWEN_HOME: '/c' }, ['/c/settings.json']],
  ['zed', { XDG_CONFIG_HOME: '/c' }, ['/c/zed/settings.json']],
  ['zed', { XDG_CONFIG_HOME: 'relative' }, [`${HOME}/.config/zed/settings.json`]],
  ['goose', { XDG_CONFIG_HOME: '/c', GOOSE_PATH_ROOT: '/g' }, ['/g/config/config.yaml']],
  ['goose', { XDG_CONFIG_HOME: '/c' }, ['/c/goose/config.yaml']],
  [
    'opencode',
    { XDG_CONFIG_HOME: '/c' },
    ['/c/opencode/opencode.json', '/c/opencode/opencode.jsonc'],
  ],
  [
    'vscode',
    { XDG_CONFIG_HOME: '/c' },
    ['/c/Code/User/mcp.json', '/c/Code - Insiders/User/mcp.json'],
  ],
])('%s looks where %j says, and nowhere else', async (id, env, expected) => {
  const around = { files: memoryFiles(), machine: { ...LINUX, env }, workspace: '/work' };
  const client = (clients as Readonly<Record<string, ClientRow>>)[id];
  const found =
    !client || 'code' in client ? [] : await clientFiles(client, 'user', 'acme', around);
  expect(found.filter(({ isLegacy }) => !isLegacy).map(({ path }) => path)).toEqual(expected);
});

it('a "*" in the name of a folder or an entry is no wildcard', async () => {
  const files = memoryFiles({ '/wo*rk/.continue/x': '', '/wo1rk/.cursor/mcp.json': '' });
  const machine = { ...LINUX, env: {} };
  const around = { files, machine, workspace: '/wo*rk' };
  const { cursor, continue: named } = clients;
  const found = [
    ...(await clientFiles(cursor, 'project', 'acme', around)),
    ...(await clientFiles(named, 'project', 'a*', around)),
  ];
  expect(found.map(({ path }) => path).filter((path) => !path.startsWith('/wo*rk/'))).toEqual([]);
  expect(found.some(({ path }) => path.includes('a*'))).toBe(true);
});
