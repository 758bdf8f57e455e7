import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../runtime/tests/temporary-folder.js';
import { run as runProgram } from '../support/run.js';
import { ROOT, run } from './spawn.js';

/** An MCP server of one file, whose answers contain what a client must not keep. */
const SERVER = `
const schema = { type: 'object', properties: { id: { type: 'string' } } };
const tools = [{ name: 'get_room', description: 'A room.', inputSchema: schema, annotations: { readOnlyHint: true } }];
const info = { protocolVersion: '2025-11-25', capabilities: { tools: {} }, serverInfo: { name: 'rooms', version: '1.0.0' } };
const called = ({ arguments: { id } }) => ({
  content: [{ type: 'text', text: JSON.stringify({ id, note: process.env.ROOMS_TOKEN.toUpperCase(), password: 'hunter22', by: 'Ada' }) }],
});
require('node:readline').createInterface(process.stdin).on('line', (line) => {
  const { id, method, params } = JSON.parse(line);
  const result = method === 'initialize' ? info : method === 'tools/list' ? { tools } : method === 'tools/call' ? called(params) : undefined;
  const error = { code: -32601, message: 'Method not found' };
  if (id !== undefined) console.log(JSON.stringify({ jsonrpc: '2.0', id, ...(result ? { result } : { error }) }));
});
`;

it('records a call of a tool of another MCP server, which its tests replay without the server', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'server.cjs'), SERVER);
  const env = { ROOMS_TOKEN: 'tk-9f8e7d6c5b4a' };
  const create = await run(
    [
      'gw',
      '--from',
      'node ./server.cjs',
      '--env',
      'ROOMS_TOKEN',
      '--yes',
      '--no-git',
      '--no-install',
    ],
    { program: 'create-mcp-provider', cwd: folder, env },
  );
  expect(create.exit, create.stderr).toBe(0);
  const cwd = join(folder, 'gw');
  symlinkSync(join(ROOT, 'node_modules'), join(cwd, 'node_modules'));

  const words = ['call', 'get_room', '--arg', 'id=r-1', '--record', '--json'];
  const { exit, stdout, stderr } = await run(words, { cwd, env });
  expect(exit, stderr).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ files: { update: ['tests/rooms.test.ts'] } });
  const path = join(cwd, 'tests/rooms.test.ts');
  const text = readFileSync(path, 'utf8');
  expect(text).toContain(
    "title: 'recorded',\n      arguments: { id: 'r-1' },\n      remoteTool: 'get_room',\n      response: '",
  );
  expect(text).toContain('Ada');
  expect(text).not.toMatch(/tk-9f8|hunter22/i);

  writeFileSync(join(folder, 'server.cjs'), 'process.exit(1)');
  const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--no-isolate'];
  const replay = () => runProgram('node', vitest, { cwd });
  const green = await replay();
  expect(green.code, green.stdout).toBe(0);
  writeFileSync(
    path,
    text.replace("arguments: { id: 'r-1' },", "arguments: { id: 'r-1' },\n      result: 'other',"),
  );
  expect((await replay()).stdout).toContain('get_room');
  expect((await replay()).code).toBe(1);
});
