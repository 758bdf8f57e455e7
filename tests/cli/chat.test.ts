import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { type Script, startModelServer } from '../../runtime/src/testing/fakes/model-server.js';
import { temporaryFolder } from '../../runtime/tests/temporary-folder.js';
import { ROOT } from './spawn.js';
import { CTRL_C, CTRL_D, hasScript, talk } from './talk.js';

const EVERYTHING = createRequire(import.meta.url).resolve(
  '@modelcontextprotocol/server-everything/dist/index.js',
);
const UP = '\u001B[A';

it.skipIf(!hasScript)('chats in a terminal, where Ctrl-C stops a response only', async () => {
  const script: Script = [
    { text: 'First.' },
    { text: 'Slow '.repeat(100), gapMs: 300 },
    { text: 'Third.' },
    { calls: [{ name: 'trigger-elicitation-request', args: {} }] },
    { text: 'Fourth.' },
  ];
  const home = temporaryFolder();
  const model = await startModelServer(script);
  onTestFinished(model.close);
  const env = { MODEL_NAME: 'm', MODEL_URL: model.url, HOME: home };
  const args = ['chat', '--', process.execPath, EVERYTHING];
  const { exit, screen, unasked } = await talk(
    'mcp-provider',
    args,
    home,
    [
      // Before its prompt is there, a message would be lost.
      ['commands.\r\n> ', 'One'],
      ['1 step)\r\n> ', 'Two'],
      ['Slow', CTRL_C],
      ['Stopped.\r\n> ', `${UP}${UP}`],
      ['1 step)\r\n> ', '/tols'],
      ['lists the commands.\r\n> ', 'Ask'],
      ['Respond?', 'n'],
      ['2 steps)\r\n> ', CTRL_D],
    ],
    env,
  );
  expect({ exit, unasked }, screen).toEqual({ exit: 0, unasked: [] });
  expect(model.requests.map(({ question }) => question).slice(0, 3)).toEqual(['One', 'Two', 'One']);
  await expect.poll(model.abandoned).toBe(1);
});

const CHANGING = fileURLToPath(new URL('changing-server.mjs', import.meta.url));

/** @returns what the calls of one message say */
async function resultsOf(tools: readonly string[], home: string, target: readonly string[]) {
  const calls = tools.map((name) => ({ calls: [{ name, args: {} }], delayMs: 300 }));
  const model = await startModelServer([...calls, { text: 'Done.' }]);
  onTestFinished(model.close);
  const env = { PATH: process.env.PATH, MODEL_NAME: 'm', MODEL_URL: model.url, HOME: home };
  const args = [join(ROOT, 'bin', 'mcp-provider.cjs'), 'chat', '--json', ...target];
  const child = spawn(process.execPath, args, { cwd: home, stdio: 'pipe', env });
  child.stdin.end('Look.');
  const [stdout] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  const reply = JSON.parse(stdout) as { calls: { result: string }[] };
  return reply.calls.map(({ result }) => result);
}

it.each([
  [
    'a program that ended is started again',
    'ends',
    ['look', 'look'],
    ['look once 0', 'look again 0'],
  ],
  [
    'a tool that appears can be called',
    'grows',
    ['look', 'extra'],
    ['look once 0', 'extra once 0'],
  ],
])('in a chat, %s', async (_, change, tools, results) => {
  const home = temporaryFolder();
  const command = ['--', process.execPath, CHANGING, change, join(home, 'mark')];
  expect(await resultsOf(tools, home, command)).toEqual(results);
});

it('in a chat, a session that the server forgot begins anew', async () => {
  const server = spawn(process.execPath, [CHANGING, 'forgets'], { stdio: 'pipe' });
  onTestFinished(() => void server.kill());
  const [url] = (await once(server.stdout, 'data')) as [Buffer];
  const results = await resultsOf(['look', 'look'], temporaryFolder(), [String(url).trim()]);
  expect(results).toEqual(['look once 1', 'look once 101']);
});
