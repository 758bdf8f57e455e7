import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { isAlive } from '../../runtime/tests/is-alive.js';
import { temporaryFolder } from '../../runtime/tests/temporary-folder.js';
import { ROOT, run, start } from './spawn.js';

const ACME = [
  ...['--name', 'acme', '--description', 'Rooms of Acme', '--base-url', 'https://api.acme.dev'],
  ...['--auth', 'bearer', '--tool', 'get_room: One room', '--request', 'GET /rooms/{room_id}'],
];
const QUIET = ['--yes', '--no-install', '--no-git'];
const WEATHER = join(ROOT, 'examples', 'specs', 'weather.yaml');

let folder: string;
beforeEach(() => void (folder = temporaryFolder()));

const create = (...args: string[]) => run(['create', ...args]);
const target = () => join(folder, 'acme-mcp');

describe('create', () => {
  it.each([
    ['flags', ACME],
    ['a spec', ['--spec', WEATHER]],
    ['the demo', ['--demo']],
    ['a spec for SDK v1', ['--spec', WEATHER, '--sdk', 'v1']],
  ])('writes a project from %s', async (_, described) => {
    const { exit, stdout } = await create(target(), ...described, ...QUIET);
    expect(exit).toBe(0);
    expect(stdout).toContain('npm install');
    expect(readdirSync(target())).toEqual(
      expect.arrayContaining([
        'package.json',
        'provider-config.yaml',
        'src',
        'tests',
        'tsconfig.json',
        'vendor',
      ]),
    );
  });

  it('refuses the demo beside another provider, and creates no file', async () => {
    const { exit, stderr } = await create(target(), '--demo', '--spec', WEATHER, ...QUIET);
    expect([exit, readdirSync(folder)]).toEqual([2, []]);
    expect(stderr).toContain('"--demo" and "--spec" cannot be used together.');
  });

  it('prints the command that does the same again', async () => {
    const { stdout } = await create(target(), ...ACME, ...QUIET);
    const repeat = /npx create-mcp-provider \S+ (.*) --yes$/m.exec(stdout)?.[1];
    expect(repeat).toBe(
      '--description "Rooms of Acme." --base-url https://api.acme.dev --auth bearer ' +
        `--tool "get_room: One room." --request "GET /rooms/{room_id}" ` +
        '--no-git --no-install',
    );
  });

  it('shows the plan and writes nothing with --dry-run', async () => {
    const { exit, stdout } = await create(target(), ...ACME, ...QUIET, '--dry-run');
    expect(exit).toBe(0);
    expect(stdout).toMatch(/^\+ +get-room\.ts$/m);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is one JSON document with --json', async () => {
    const { stdout } = await create(target(), ...ACME, ...QUIET, '--dry-run', '--json');
    const document = JSON.parse(stdout) as {
      applied: boolean;
      counts: { create: number };
      files: { create: string[] };
    };
    expect(document).toMatchObject({ applied: false, newRoot: true });
    expect(document.files.create).toHaveLength(document.counts.create);
  });

  it('shows the texts as a patch with --diff', async () => {
    const { stdout } = await create(target(), ...ACME, ...QUIET, '--dry-run', '--diff');
    expect(stdout).toContain('+++ b/src/providers/acme/tools/get-room.ts');
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([
    ['a missing answer', ['--name', 'acme'], '--base-url, --auth are required.'],
    ['a flag and a spec', ['--spec', WEATHER, '--name', 'x'], 'cannot be used together'],
    ['a spec that is not there', ['--spec', 'nowhere.yaml'], 'File "nowhere.yaml" not found.'],
    [
      'the same provider twice',
      ['--spec', WEATHER, '--spec', WEATHER],
      'Two specs describe a provider "weather".',
    ],
    ['an unknown flag', [...ACME, '--nmae', 'x'], 'Did you mean --name?'],
    ['a flag without its prefix', [...ACME, '--token-url', 'x'], 'Did you mean --auth-token-url?'],
    ['a value without quotes', [...ACME, '--request', 'GET', '/rooms'], '"/rooms"'],
  ])('refuses %s, and writes nothing', async (_, args, says) => {
    const { exit, stderr, stdout } = await create(target(), ...args, ...QUIET);
    expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' });
    expect(stderr).toContain(says);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('refuses a directory with a package.json, and suggests another name', async () => {
    mkdirSync(target());
    writeFileSync(join(target(), 'package.json'), 'mine');
    const { exit, stderr } = await create(target(), ...ACME, ...QUIET);
    expect(exit).toBe(2);
    expect(stderr).toContain('it contains package.json');
    expect(stderr).toMatch(/such as ".*mcp"/);
    expect(readdirSync(target())).toEqual(['package.json']);
  });

  it('creates the project where git is not installed', async () => {
    const circumstances = { env: { PATH: folder } };
    const args = ['create', target(), ...ACME, '--yes', '--no-install'];
    const { exit, stderr } = await run(args, circumstances);
    expect(stderr).toContain('▲ Command "git" not found.');
    expect(exit).toBe(0);
  });

  it.each<NodeJS.Signals>(['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGKILL'])(
    'ends the install with %s, and says that the project is there',
    async (signal) => {
      const pidFile = join(folder, 'pid');
      const script =
        '#!/bin/sh\nsleep 60 &\necho $! > "$0.new" && mv "$0.new" "${0%npm}pid"\nwait\n';
      writeFileSync(join(folder, 'npm'), script, { mode: 0o755 });
      const env = { PATH: `${folder}${delimiter}${process.env.PATH}` };
      const child = start(['create', target(), ...ACME, '--yes', '--no-git'], { env });
      const [said, ended] = [text(child.stderr), once(child, 'exit')];
      await vi.waitUntil(() => existsSync(pidFile), 10_000);
      const pid = Number(readFileSync(pidFile, 'utf8'));
      if (signal === 'SIGKILL') await delay(500); // its guard has begun
      child.kill(signal);
      if (signal === 'SIGKILL') await ended;
      else {
        expect(await said).toContain('The project is written, but "npm install" was stopped.');
        expect((await ended)[0]).toBe(130);
      }
      await vi.waitUntil(() => !isAlive(pid), 10_000);
    },
  );

  it('does not follow a link to somewhere else', async () => {
    const elsewhere = join(folder, 'elsewhere');
    mkdirSync(elsewhere);
    symlinkSync(elsewhere, target());
    const { exit } = await create(target(), ...ACME, ...QUIET);
    expect(exit).toBe(2);
    expect(readdirSync(elsewhere)).toEqual([]);
  });

  it('creates the project where the registry is out of reach, and says what to run later', async () => {
    const env = {
      HOME: folder,
      npm_config_registry: 'http://127.0.0.1:9',
      npm_config_fetch_retries: '0',
    };
    const args = ['create', target(), ...ACME, '--yes', '--no-git'];
    const { exit, stdout, stderr } = await run(args, { env });
    expect(stderr).toContain(
      '▲ The project is written, but its packages are not installed: "npm install" did not reach the registry "127.0.0.1:9".',
    );
    expect(stderr).not.toContain('ERESOLVE');
    expect(stdout).toMatch(/\n {2}npm install .*\n {2}npm test /);
    expect(exit).toBe(2);
    const { stdout: json } = await run([...args.with(1, `${target()}-2`), '--json'], { env });
    expect(JSON.parse(json)).toMatchObject({ error: { code: 'create/registry' } });
  });

  it('says what failed after the project was written', async () => {
    const { exit, stderr } = await run(
      ['create', target(), ...ACME, '--yes', '--no-git', '--package-manager', 'bun'],
      {
        env: { PATH: '/nonexistent' },
      },
    );
    expect(exit).toBe(2);
    expect(stderr).toContain('bun');
    expect(existsSync(join(target(), 'package.json'))).toBe(true);
  });
});
