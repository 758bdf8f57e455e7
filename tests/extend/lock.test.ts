import { expect, it } from 'vitest';
import { runProgram } from '../support/machine.js';
import { memoryFiles } from '../support/memory.js';

const ROOT = '/home/ann/acme-mcp';
const LOCK = `${ROOT}/mcp.lock.json`;
const definitions = (...tools: string[]) =>
  JSON.stringify({
    acme: {
      capabilities: { tools: {} },
      tools: tools.map((name) => ({ name, inputSchema: { type: 'object' } })),
      resources: [],
      resourceTemplates: [],
      prompts: [],
    },
  });
const project = (version: string, others: Record<string, string> = {}) => ({
  [`${ROOT}/package.json`]: JSON.stringify({ name: 'acme-mcp', version }),
  [`${ROOT}/provider-config.yaml`]: 'providers: {}\n',
  [`${ROOT}/dist/server.js`]: '',
  ...others,
});

/** Runs `lock` in a project whose server prints definitions. */
async function lock(
  files: ReturnType<typeof memoryFiles>,
  argv: readonly string[],
  printed = definitions('get_room'),
) {
  const outcome = await runProgram(['lock', ...argv], {
    files,
    cwd: ROOT,
    printed: (words) =>
      words.includes('--definitions')
        ? Promise.resolve(`a line of a library\n${printed}\n`)
        : undefined,
  });
  const text = await files.read(LOCK);
  return {
    ...outcome,
    locked: text === null ? null : (JSON.parse(text) as { version: string }).version,
  };
}

/** A project at a version, whose lock is of 1.0.0 with the tool `get_room`. */
async function lockedAt(version: string, others: Record<string, string> = {}) {
  const files = memoryFiles(project('1.0.0', others));
  await lock(files, []);
  await files.write(`${ROOT}/package.json`, JSON.stringify({ name: 'acme-mcp', version }));
  return files;
}

const renamed = definitions('read_room');

it('needs no lock before the first release, and writes it with the first', async () => {
  const files = memoryFiles(project('0.1.0'));
  expect(await lock(files, ['--check'])).toMatchObject({ exit: 0, locked: null });
  expect(await lock(memoryFiles(project('1.0.0-rc.1')), [])).toMatchObject({
    exit: 0,
    locked: null,
  });
  expect(await lock(memoryFiles(project('1.0.0')), [])).toMatchObject({ exit: 0, locked: '1.0.0' });
  expect(await lock(memoryFiles(project('1.0.0')), ['--check'])).toMatchObject({
    exit: 2,
    locked: null,
  });
});

it('refuses a version that is too low, and shows why', async () => {
  const files = await lockedAt('1.0.1');
  const { exit, stdout, stderr, locked } = await lock(files, [], renamed);
  expect({ exit, locked }).toEqual({ exit: 1, locked: '1.0.0' });
  expect(stdout.replace(/\d{4}-\d\d/, 'MONTH')).toBe(
    `major  acme › get_room: The tool is gone. If it is "read_room", give that tool formerly: [{ name: 'get_room', until: 'MONTH' }].
minor  acme › read_room: The tool is new.
`,
  );
  expect(stderr).toContain('lock/too-low: Version "1.0.1" is too low');
});

it('locks a release, and a second run changes nothing', async () => {
  const files = await lockedAt('2.0.0');
  expect(await lock(files, ['--dry-run'], renamed)).toMatchObject({ exit: 0, locked: '1.0.0' });
  expect(await lock(files, ['--check', '--json'], renamed)).toMatchObject({
    exit: 0,
    locked: '1.0.0',
  });
  expect(await lock(files, [], renamed)).toMatchObject({ exit: 0, locked: '2.0.0' });
  const again = await lock(files, ['--json'], renamed);
  expect(JSON.parse(again.stdout)).toMatchObject({
    locked: '2.0.0',
    changes: [],
    counts: { same: 1 },
  });
});

it('checks a prerelease like its release, and leaves the lock', async () => {
  expect(await lock(await lockedAt('2.0.0-beta.1'), [], renamed)).toMatchObject({
    exit: 0,
    locked: '1.0.0',
  });
  expect(await lock(await lockedAt('1.1.0-beta.1'), [], renamed)).toMatchObject({
    exit: 1,
    locked: '1.0.0',
  });
});

it('refuses a lock that is older than the last release, which "--renew" replaces', async () => {
  const files = await lockedAt('3.4.0');
  expect((await lock(files, [])).stderr).toContain('lock/stale');
  expect(await lock(files, ['--renew'])).toMatchObject({ exit: 0, locked: '3.4.0' });
});

it('adds the lock to the commit of "npm version" in a repository', async () => {
  const { ran } = await lock(memoryFiles(project('1.0.0', { [`${ROOT}/.git/HEAD`]: '' })), []);
  expect(ran.at(-1)).toBe('git add -- mcp.lock.json');
});

it('shows what a server that does not start prints', async () => {
  const { exit, stderr } = await lock(
    memoryFiles(project('1.0.0')),
    [],
    'error: ACME_URL is not set',
  );
  expect(exit).toBe(2);
  expect(stderr).toContain('lock/definitions');
  expect(stderr).toContain('error: ACME_URL is not set');
});
