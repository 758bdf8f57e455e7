import { readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { temporaryFolder } from '../../runtime/tests/temporary-folder.js';
import { writeFiles } from '../e2e/projects/rendered.js';
import { goldenFiles, goldenProject } from '../golden/projects.js';
import { ROOT, run } from './spawn.js';

const cwd = temporaryFolder(afterAll);
const inProject = (path: string) => join(cwd, path);

beforeAll(async () => {
  writeFiles(cwd, await goldenFiles(goldenProject('demo')));
  symlinkSync(join(ROOT, 'node_modules'), inProject('node_modules'));
});

it('writes a server that starts, without the large validator of the SDK', async () => {
  const { exit, stdout, stderr } = await run(['build'], { cwd });
  expect([exit, stdout]).toEqual([0, '']);
  expect(stderr).toMatch(/^✔ dist\/server\.js is built \(\d+ ms\)\n$/);
  const code = readdirSync(inProject('dist'))
    .filter((name) => name.endsWith('.js'))
    .map((name) => readFileSync(inProject(`dist/${name}`), 'utf8'));
  expect(code.filter((text) => text.includes('Ajv'))).toEqual([]);
  const client = new Client({ name: 'test', version: '1.0.0' });
  const args = [inProject('dist/server.js')];
  await client.connect(new StdioClientTransport({ command: process.execPath, args, cwd }));
  const { tools } = await client.listTools();
  await client.close();
  expect(tools.map(({ name }) => name)).toEqual(['add_note', 'search_notes']);
});

it('says where an import leads nowhere, and keeps the last build', async () => {
  const built = readFileSync(inProject('dist/server.js'), 'utf8');
  const source = readFileSync(inProject('src/server.ts'), 'utf8');
  writeFileSync(inProject('src/server.ts'), `${source}import './missing.js';\n`);
  const { exit, stderr } = await run(['build'], { cwd });
  expect(exit).toBe(1);
  expect(stderr).toContain("Could not resolve './missing.js' in src/server.ts");
  expect(stderr).toMatch(/src\/server\.ts:\d+:8/);
  expect(stderr).not.toContain('\u001b');
  expect(readFileSync(inProject('dist/server.js'), 'utf8')).toBe(built);

  writeFileSync(inProject('src/server.ts'), `${source}import 'missing';\n`);
  const external = await run(['build', '--json'], { cwd });
  expect(JSON.parse(external.stdout)).toMatchObject({ file: 'dist/server.js' });
  expect(external.stderr).toContain("Could not resolve 'missing' in src/server.ts");
});

it('asks for the packages of the project, and for its sources', async () => {
  rmSync(inProject('node_modules'));
  expect(await run(['build'], { cwd })).toMatchObject({
    exit: 2,
    stderr: expect.stringContaining('are not installed.') as string,
  });
  rmSync(inProject('src/server.ts'));
  expect((await run(['build'], { cwd })).stderr).toContain('has no "src/server.ts"');
});
