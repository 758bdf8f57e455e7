import { expect, it } from 'vitest';
import { serverCommand } from '../../src/sources/mcp/server-package.js';
import { memoryFiles } from '../support/memory.js';

const files = memoryFiles({
  '/srv/rooms/package.json': JSON.stringify({ name: 'rooms', bin: 'dist/index.js' }),
  '/srv/both/package.json': JSON.stringify({ name: 'x', bin: { a: 'a.js', b: 'b.js' } }),
  '/srv/start/package.json': JSON.stringify({ scripts: { start: 'tsx a.ts' } }),
  '/srv/empty/readme.md': '',
  '/bin/own-mcp-server': '',
});
const command = (...words: string[]) =>
  serverCommand({ files, cwd: '/srv', env: { PATH: '/usr/bin:/bin' } }, words);

it.each<[string[], string | undefined]>([
  [[], undefined],
  [['rooms'], 'node ./rooms/dist/index.js'],
  [['./rooms/'], 'node ./rooms/dist/index.js'],
  [['../srv/rooms', '--root', '/a b'], 'node ../srv/rooms/dist/index.js --root "/a b"'],
  [['/srv/rooms'], 'node /srv/rooms/dist/index.js'],
  [['./start', '/data'], 'npm --silent --prefix ./start run start -- /data'],
  [['@acme/files-server', '/data'], 'npx -y @acme/files-server /data'],
  [['acme@1.2.3'], 'npx -y acme@1.2.3'],
  [['acme-mcp'], 'npx -y acme-mcp'],
  [['own-mcp-server', '--stdio'], 'own-mcp-server --stdio'],
  [['npx -y acme-mcp'], 'npx -y acme-mcp'],
  [['uvx', 'acme-mcp', '--root', 'a b'], 'uvx acme-mcp --root "a b"'],
  [['https://mcp.acme.dev/mcp'], 'https://mcp.acme.dev/mcp'],
])('%j starts %s', async (words, expected) => {
  expect(await command(...words)).toBe(expected);
});

it.each([
  ['both', 'Choose one: "node ./both/a.js", "node ./both/b.js".'],
  ['empty', 'Write the command that starts the server.'],
])('asks for the program of "%s"', async (folder, hint) => {
  await expect(command(folder)).rejects.toMatchObject({ code: 'remote/program', hint, exit: 2 });
});
