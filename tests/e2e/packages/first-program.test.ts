import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../../../runtime/tests/temporary-folder.js';
import { succeed } from '../../support/run.js';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const folder = temporaryFolder(afterAll);
const TSX = ['--import', 'tsx', 'server.mts'];

/** The first program of the README, in an empty folder with the packed library. */
beforeAll(async () => {
  const readme = readFileSync(join(ROOT, 'runtime', 'README.md'), 'utf8');
  const [, program = ''] = /^```ts\n(\/\/ server\.mts\n.*?)^```$/ms.exec(readme) ?? [];
  expect(program.split('\n').length - 1).toBeLessThanOrEqual(20);
  // The archive below is the one that the README names for the time before publication.
  expect(readme).toContain('CLONE/dist/vendor/mcp-provider-*.tgz');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'server.mts'), program);
  writeFileSync(join(folder, 'package.json'), '{}');
  const vendor = join(ROOT, 'dist', 'vendor');
  const archive = readdirSync(vendor).find((name) => name.startsWith('mcp-provider-')) ?? '';
  const quiet = ['--no-audit', '--no-fund', '--prefer-offline'];
  await succeed('npm', ['install', ...quiet, join(vendor, archive), 'zod', 'tsx'], folder);
});

async function rolled(transport: StdioClientTransport | StreamableHTTPClientTransport) {
  const client = new Client({ name: 'test', version: '1' });
  await client.connect(transport);
  onTestFinished(() => client.close());
  const call = { name: 'roll_dice', arguments: { count: 2 } };
  return (await client.callTool(call)).structuredContent;
}

const TWO = { rolls: [expect.any(Number), expect.any(Number)] };

it('the first program of the README is called over stdio', async () => {
  const server = { command: process.execPath, args: TSX, cwd: folder };
  expect(await rolled(new StdioClientTransport(server))).toEqual(TWO);
});

it('the first program of the README is called over HTTP', async () => {
  const args = [...TSX, '--transport', 'http', '--port', '0'];
  const child = spawn(process.execPath, args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  onTestFinished(() => void child.kill());
  for await (const line of createInterface(child.stderr)) {
    const [url] = /http:\/\/127\.0\.0\.1:\d+\/dice\/mcp/.exec(line) ?? [];
    if (url === undefined) continue;
    expect(await rolled(new StreamableHTTPClientTransport(new URL(url)))).toEqual(TWO);
    return;
  }
  throw new Error('The server has not printed its address.');
});
