import { expect, it } from 'vitest';
import { clients } from '../../src/clients/register.gen.js';
import { filesOf } from '../../src/client-config/places.js';
import { memoryFiles } from '../host/memory.js';
import type { ClientRow, Platform } from '../../src/model/client.js';

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
      for (const { path, isLegacy } of await filesOf(client, 'user', 'acme', around))
        lines.push(`${id} ${isLegacy ? 'reads ' : ''}${path.replace(HOME, '~')}\n`);
    }
    await expect(lines.join('')).toMatchFileSnapshot(`../cases/client-files/${platform}.txt`);
  },
);

it('takes a star in the name of a folder or an entry for what it is', async () => {
  const files = memoryFiles({ '/wo*rk/.continue/x': '', '/wo1rk/.cursor/mcp.json': '' });
  const machine = { home: HOME, platform: 'linux', env: {} } as const;
  const around = { files, machine, workspace: '/wo*rk' };
  const { cursor, continue: named } = clients;
  const found = [
    ...(await filesOf(cursor, 'project', 'acme', around)),
    ...(await filesOf(named, 'project', 'a*', around)),
  ];
  expect(found.map(({ path }) => path).filter((path) => !path.startsWith('/wo*rk/'))).toEqual([]);
  expect(found.some(({ path }) => path.includes('a*'))).toBe(true);
});
