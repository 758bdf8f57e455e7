import { readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { listen } from '../../runtime/tests/listen.js';
import { temporaryFolder } from '../../runtime/tests/temporary-folder.js';
import { writeFiles } from '../e2e/projects/rendered.js';
import { goldenFiles, goldenProject } from '../golden/projects.js';
import { ROOT, run } from './spawn.js';
import { CTRL_C, hasScript, talk } from './talk.js';

const board = goldenProject('board');
let cwd: string;
let env: Record<string, string>;
beforeEach(async () => {
  cwd = temporaryFolder();
  writeFiles(cwd, await goldenFiles(board));
  symlinkSync(join(ROOT, 'node_modules'), join(cwd, 'node_modules'));
  env = { MCP_DATA_DIR: join(cwd, 'data'), BOARD_BASE_URL: 'http://127.0.0.1:9' };
});

const records = () => {
  try {
    return readdirSync(join(cwd, 'data', 'board')).filter((name) => name.endsWith('.sealed'));
  } catch {
    return [];
  }
};

it.skipIf(!hasScript)('a key is typed in the terminal, unseen, and stored', async () => {
  const { exit, screen } = await talk(
    'mcp-provider',
    ['sign-in'],
    cwd,
    [['API key', '"key-1"']],
    env,
  );
  expect(exit, screen).toBe(0);
  expect(screen).not.toContain('key-1');
  expect(screen).toContain('was removed (quotes');
  expect(screen).toContain('Board: credentials saved, not checked. Stored encrypted in ');
  expect(records()).toHaveLength(1);
});

it.skipIf(!hasScript)('an empty key is asked for again', async () => {
  const words = [
    ['API key', ''],
    ['Enter a value.', 'key-1'],
  ] as const;
  const { exit, screen } = await talk('mcp-provider', ['sign-in'], cwd, words, env);
  expect(exit, screen).toBe(0);
  expect(records()).toHaveLength(1);
});

it.skipIf(!hasScript)('Ctrl-C stores nothing', async () => {
  const { exit, screen } = await talk('mcp-provider', ['sign-in'], cwd, [['API key', CTRL_C]], env);
  expect([1, 130], screen).toContain(exit);
  expect(records()).toEqual([]);
});

it('a call says how to sign in; a key comes from a file', async () => {
  const call = ['call', 'find_issues', '--arg', 'team=WEB', '--arg', 'text=a'];
  const before = await run(call, { cwd, env });
  expect(before.stderr).toContain('Run: npx mcp-provider sign-in board');
  writeFileSync(join(cwd, 'key.txt'), 'key-1\n');
  const words = ['sign-in', 'board', '--credentials', 'key.txt', '--json'];
  const { stdout } = await run(words, { cwd, env });
  expect(JSON.parse(stdout)).toEqual({ provider: 'board', signedIn: true });
  expect((await run(call, { cwd, env })).stderr).toContain('could not be reached');
});

it.each(['api-key', 'login', 'own'])('%s: without a terminal, nothing waits', async (auth) => {
  const config = join(cwd, 'provider-config.yaml');
  writeFileSync(config, readFileSync(config, 'utf8').replace(/auth: .*/, `auth: ${auth}`));
  const { exit, stdout } = await run(['sign-in', 'board', '--json'], { cwd, env });
  expect(exit).toBe(2);
  const { error } = JSON.parse(stdout) as { error: Record<string, string> };
  expect(error.code).toBe('sign-in/no-terminal');
  expect(error.next).toMatch(/^# .* sign-in board --credentials - < FILE$/);
});

it('a provider without sign-in says so, and nothing waits', async () => {
  const config = join(cwd, 'provider-config.yaml');
  writeFileSync(config, readFileSync(config, 'utf8').replace(/auth: .*/, 'auth: none'));
  const { exit, stderr } = await run(['sign-in'], { cwd, env });
  expect([exit, stderr]).toEqual([0, 'Provider "board" requires no sign-in.\n']);
});

it('a key is checked at the API, and stderr has the result alone', async () => {
  const asked: string[] = [];
  const origin = await listen((request, response) => {
    asked.push(request.url ?? '');
    response.writeHead((request.headers['x-api-key'] ?? request.headers.authorization) ? 200 : 401);
    response.end('{}');
  });
  const config = join(cwd, 'provider-config.yaml');
  writeFileSync(
    config,
    readFileSync(config, 'utf8').replace(/( +)base_url:/, '$1check_path: /me\n$&'),
  );
  writeFileSync(join(cwd, 'key.txt'), 'key-1\n');
  const words = ['sign-in', 'board', '--credentials', 'key.txt'];
  const { stderr } = await run(words, { cwd, env: { ...env, BOARD_BASE_URL: origin } });
  expect(asked).toContain('/me');
  expect(stderr).toMatch(/^Board: signed in\. Stored encrypted in [^\n]+\n$/);
});
