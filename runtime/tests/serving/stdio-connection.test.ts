import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { setImmediate as turn } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { StdioConnection } from '../../src/serving/stdio-connection.js';
import { configWith, projectFolder } from '../small-project.js';

const program = join(import.meta.dirname, '../project/dist/providers/wild/stray.js');

const request = (id: unknown, method: string, params: object = {}) =>
  JSON.stringify({ jsonrpc: '2.0', id, method, params });
const initialize = (protocolVersion: string, capabilities = {}) =>
  request(0, 'initialize', {
    protocolVersion,
    capabilities,
    clientInfo: { name: 'test', version: '1' },
  });
const INITIALIZED = '{"jsonrpc":"2.0","method":"notifications/initialized"}';

interface Answer {
  id: number | string | null;
  result?: { content?: { text: string }[] };
  error?: { code: number; message: string };
}

/** What a server writes to the lines of a file, after those that begin the connection. */
async function answersTo(lines: readonly string[], version = '2025-11-25', tail = '\n') {
  const child = spawn(process.execPath, [program, '--provider', 'calm'], {
    env: { ...process.env, STRAY_ROOT: projectFolder(configWith('wild', 'calm')) },
  });
  onTestFinished(() => void child.kill());
  child.stdin.end([initialize(version), INITIALIZED, ...lines].join('\n') + tail);
  const [out, said] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const answers = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Answer | Answer[]);
  return { answers: answers.filter((one) => Array.isArray(one) || one.id !== 0), said };
}

const call = (id: number, name = 'slow') => request(id, 'tools/call', { name, arguments: {} });

it.each(['2025-11-25', '2024-11-05'])(
  'answers what it has read when its input ends: %s',
  async (version) => {
    const { answers } = await answersTo([call(1), request(2, 'tools/list'), call(3)], version, '');
    expect(answers.map((answer) => (answer as Answer).id).toSorted()).toEqual([1, 2, 3]);
    expect(JSON.stringify(answers)).toContain('slow but done');
  },
);

it('does not wait for a call that the client has cancelled', async () => {
  const cancelled = JSON.stringify({
    jsonrpc: '2.0',
    method: 'notifications/cancelled',
    params: { requestId: 1 },
  });
  const began = performance.now();
  const { answers } = await answersTo([call(1, 'deaf'), cancelled, request('a', 'ping')]);
  expect(answers).toEqual([{ jsonrpc: '2.0', id: 'a', result: {} }]);
  expect(performance.now() - began).toBeLessThan(10_000);
});

const deep = `${'['.repeat(600)}${']'.repeat(600)}`;

/** Lines that are no messages; the code of the error, and the id that it names. */
const INVALID: readonly (readonly [string, number, number | string | null])[] = [
  ['{"jsonrpc":"2.0","id":8,"method":"tools/list","params":null}', -32_600, 8],
  ['{"jsonrpc":"2.0","id":"x","method":"tools/list","params":[]}', -32_600, 'x'],
  ['{"jsonrpc":"2.0","id":8,"method":7}', -32_600, 8],
  ['{"jsonrpc":"1.0","id":8,"method":"ping"}', -32_600, 8],
  ['{"id":8,"method":"ping"}', -32_600, 8],
  ['{"jsonrpc":"2.0","id":null,"method":"ping"}', -32_600, null],
  ['{"jsonrpc":"2.0","id":{"a":1},"method":"ping"}', -32_600, null],
  ['{"jsonrpc":"2.0","id":1.5,"method":"ping"}', -32_600, null],
  ['{"jsonrpc":"2.0","id":8,"result":"done"}', -32_600, null],
  ['{"jsonrpc":"2.0","method":"notifications/progress","params":"half"}', -32_600, null],
  [`[${request(8, 'ping')}]`, -32_600, null],
  ['[]', -32_600, null],
  ['"tools/list"', -32_600, null],
  ['null', -32_600, null],
  [`{"jsonrpc":"2.0","id":8,"method":"ping","params":{"a":${deep}}}`, -32_600, 8],
  ['hello', -32_700, null],
  ['{"jsonrpc":"2.0","id":8,', -32_700, null],
];

it('answers each line that is no message with an error, and logs it in short', async () => {
  const { answers, said } = await answersTo([...INVALID.map(([line]) => line), '', '  ']);
  expect(answers).toMatchObject(INVALID.map(([, code, id]) => ({ id, error: { code } })));
  expect(answers).toHaveLength(INVALID.length);
  const lines = said.split('\n').filter((each) => each.includes('"stdio: '));
  expect(lines).toHaveLength(INVALID.length);
  expect(lines.every((line) => line.length < 500)).toBe(true);
});

it('answers batches of the only version that has them, and reads a byte order mark', async () => {
  const batch = `[${request(1, 'ping')},${call(2)},{"jsonrpc":"2.0"},${INITIALIZED}]`;
  const { answers } = await answersTo([batch, `\uFEFF${request(3, 'ping')}`], '2025-03-26');
  expect(answers).toMatchObject([
    { id: 3, result: {} },
    [{ id: null, error: { code: -32_600 } }, { id: 1 }, { id: 2, result: {} }],
  ]);
});

it('takes no more requests of a client that reads no responses, until it reads them', async () => {
  const input = new PassThrough();
  let isReading = false;
  const unread: (() => void)[] = [];
  const output = new Writable({
    decodeStrings: false,
    write(_text, _encoding, done) {
      if (isReading) done();
      else unread.push(done);
    },
  });
  const connection = new StdioConnection(
    () => true,
    () => {},
    input,
    output,
  );
  let answers = 0;
  connection.onmessage = (message) => {
    answers++;
    void connection.send({ ...message, method: undefined, result: 'x'.repeat(1_000_000) });
  };
  await connection.start();
  const requests = 200;
  for (let id = 1; id <= requests; id++) {
    input.write(`${request(id, 'tools/call')}\n`);
    await turn();
  }
  expect(input.isPaused()).toBe(true);
  expect(answers).toBeLessThan(100);
  isReading = true;
  for (const done of unread) done();
  await expect.poll(() => answers).toBe(requests);
});
