import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { afterAll, expect, it } from 'vitest';
import { temporaryFolder } from '../../../runtime/tests/temporary-folder.js';
import { ROOT } from '../../cli/spawn.js';
import { goldenFiles, goldenProjects } from '../../golden/projects.js';
import { run, succeed } from '../../support/run.js';
import { writeFiles } from '../projects/rendered.js';
import { buildServer } from '../projects/together.js';

/** Packs bundles. It has 17 MB, so the test installs it instead of this repository. */
const PACKER = '@anthropic-ai/mcpb';

const folder = temporaryFolder(afterAll);
const project = goldenProjects.find(({ features }) => features?.includes('mcpb'))!;
const root = join(folder, project.name);

interface Manifest {
  server: { mcp_config: { command: string; args: string[]; env: Record<string, string> } };
}

it('a packed bundle starts, and lists the tools of its provider', async ({ skip }) => {
  const scripts = await writeProject();
  const packer = await installPacker(scripts.bundle);
  if (packer === undefined) return skip(`${PACKER} cannot be installed: there is no network.`);
  await buildServer(root);
  await succeed('node', [packer, 'validate', 'manifest.json'], root);
  const bundle = join(root, 'dist', 'media.mcpb');
  await succeed('node', [packer, 'pack', '.', bundle], root);

  const unpacked = join(folder, 'unpacked');
  await succeed('node', [packer, 'unpack', bundle, unpacked], folder);
  const files = readdirSync(unpacked, { recursive: true, encoding: 'utf8' });
  expect(files.filter((name) => !/^dist([/\\][\w-]+\.js)?$/.test(name)).toSorted()).toEqual([
    'dist/LICENSES.txt',
    'manifest.json',
    'package.json',
    'provider-config.yaml',
  ]);
  const { server } = JSON.parse(readFileSync(join(unpacked, 'manifest.json'), 'utf8')) as Manifest;
  const { args, env } = server.mcp_config;
  expect(env).toEqual({ MEDIA_API_KEY: '${user_config.media_api_key}' });
  const client = new Client({ name: 'test', version: '1.0.0' });
  await client.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: args.map((arg) => arg.replace('${__dirname}', unpacked)),
      env: { MEDIA_API_KEY: 'key' },
      cwd: folder,
      stderr: 'ignore',
    }),
  );
  const { tools } = await client.listTools();
  await client.close();
  expect(tools.map(({ name }) => name)).toContain('upload_file');
});

/** @returns its scripts */
async function writeProject(): Promise<Record<string, string>> {
  writeFiles(root, await goldenFiles(project));
  symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'));
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  return scripts;
}

/** The program of the version that the project names; undefined without a network. */
async function installPacker(bundle = ''): Promise<string | undefined> {
  const [spec = ''] = new RegExp(`${PACKER}@[\\d.]+`).exec(bundle) ?? [];
  const home = join(folder, 'packer');
  mkdirSync(home);
  writeFileSync(join(home, 'package.json'), '{ "private": true }');
  const { code } = await run(
    'npm',
    ['install', spec, '--prefer-offline', '--no-audit', '--no-fund', '--fetch-retries=0'],
    { cwd: home },
  );
  return code === 0 ? join(home, 'node_modules', PACKER, 'dist', 'cli', 'cli.js') : undefined;
}
