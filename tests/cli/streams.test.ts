import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { run, start } from './spawn.js';

it('prints the result and nothing else on stdout', async () => {
  const { exit, stdout, stderr } = await run(['schema']);
  expect(JSON.parse(stdout)).toHaveProperty('$schema');
  expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
});

it('validate writes its report to stdout and nothing to stderr', async () => {
  const { exit, stdout, stderr } = await run(['validate', 'examples/weather']);
  expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
  expect(stdout).toContain('No problems found');
});

it('exits with 0 and without an error when the reader of stdout has closed it', async () => {
  const child = start(['schema']);
  child.stdout.destroy();
  const [stderr] = await Promise.all([text(child.stderr), once(child, 'close')]);
  expect({ exit: child.exitCode, stderr }).toEqual({ exit: 0, stderr: '' });
});

const full = (stream: string, after = '') =>
  `process.${stream}.write = () => process.nextTick(() => process.${stream}.emit('error', Object.assign(new Error('write'), { code: 'ENOSPC' })))${after};`;

it.each([
  ['a result', ['schema']],
  ['a JSON document', ['list', '--json', 'examples/weather']],
  ['the help', ['--help']],
])('%s that is lost on a full disk is a failure, said once', async (_, args) => {
  const { exit, stderr } = await run(args, { before: full('stdout') });
  expect({ exit, stderr }).toEqual({
    exit: 2,
    stderr:
      '✖ Cannot write to stdout: the disk is full.\n  Free some space, then run the command again.\n',
  });
});

it('exits as usual when stderr cannot be written', async () => {
  const { exit, stdout } = await run(['list', '--json', 'examples/weather'], {
    before: full('stderr', `; process.stderr.write('')`),
  });
  expect({ exit, shown: JSON.parse(stdout) as unknown }).toMatchObject({ exit: 0, shown: {} });
});

it.each([
  { env: {}, args: [], colored: false },
  { env: { FORCE_COLOR: '1' }, args: [], colored: true },
  { env: { FORCE_COLOR: '1', NO_COLOR: '1' }, args: [], colored: false },
  { env: { FORCE_COLOR: '1' }, args: ['--no-color'], colored: false },
])('colors follow the environment: %j', async ({ env, args, colored }) => {
  const { stdout, stderr } = await run(['schema', 'surplus', ...args], { env });
  expect(stdout).toBe('');
  expect(stderr.includes('\u001b[')).toBe(colored);
});
