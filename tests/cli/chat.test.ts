import { createRequire } from 'node:module';
import { expect, it, onTestFinished } from 'vitest';
import { type Script, startModelServer } from '../../runtime/src/testing/model-server.js';
import { temporaryFolder } from '../../runtime/tests/temporary-folder.js';
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
