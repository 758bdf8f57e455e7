import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../../../runtime/tests/temporary-folder.js';
import { run, succeed } from '../../support/run.js';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
const folder = temporaryFolder(afterAll);
const clone = join(folder, 'clone');
const temporary = join(folder, 'tmp');
const env = { HOME: join(folder, 'home'), TMPDIR: temporary };

/** A clone with the packages of this repository: the quickstart builds, and other tests use what is built here. */
beforeAll(async () => {
  for (const path of (await succeed('git', ['ls-files', '-z'], ROOT)).split('\0').filter(Boolean)) {
    if (!existsSync(join(ROOT, path))) continue;
    mkdirSync(dirname(join(clone, path)), { recursive: true });
    cpSync(join(ROOT, path), join(clone, path));
  }
  symlinkSync(join(ROOT, 'node_modules'), join(clone, 'node_modules'), 'junction');
  mkdirSync(temporary);
});

const quickstart = () =>
  spawn('npm', ['run', 'quickstart'], {
    cwd: clone,
    env: { ...process.env, ...env },
    detached: true, // as a terminal starts it
  });

const interrupt = (child: ChildProcess) => process.kill(-child.pid!, 'SIGINT');
const closeOutput = (child: ChildProcess) => void child.stderr!.destroy();

it.each([
  ['Ctrl-C', interrupt],
  ['a reader of its output that ends', closeOutput],
])('leaves nothing behind after %s', async (_, end) => {
  const child = quickstart();
  let output = '';
  await new Promise<void>((resolve) => {
    child.stderr.on('data', (data) => {
      output += String(data);
      if (output.includes('• Build')) resolve();
    });
  });
  end(child);
  await once(child, 'close');
  expect(child.exitCode).not.toBe(0);
  expect(readdirSync(temporary).filter((name) => name.includes('quickstart'))).toEqual([]);
});

it('prints what the README shows, and is never silent for 5 seconds', async () => {
  const child = quickstart();
  let output = '';
  let last = performance.now();
  let longest = 0;
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data) => {
      output += String(data);
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    });
  await once(child, 'close');
  expect(output).toContain('Next:');
  expect(longest).toBeLessThan(5_000);

  const [, shown = ''] = /It ends like this:\n\n```\n([^]*?)```/.exec(readme) ?? [];
  const withoutTimes = (text: string) => text.replaceAll(/ +\d+\.\d s/g, ' … s');
  for (const line of shown.split('\n')) expect(withoutTimes(output)).toContain(withoutTimes(line));

  const project = /cd (.*orders-mcp)/.exec(output)![1]!;
  for (const [, path = '', code = ''] of readme.matchAll(/```ts\n\/\/ (.+)\n([^]*?)```/g))
    expect(readFileSync(join(project, path), 'utf8')).toContain(code.trim());
  const next = [...output.matchAll(/^ {2}(\w.*?)(?: {2}.*)?$/gm)].map(([, command]) => command!);
  const [cd, api, signIn, call, dev, config, create] = next;
  expect([cd, dev, create]).toEqual([
    `cd ${project}`,
    'npx mcp-provider dev',
    'npx create-mcp-provider ../my-mcp',
  ]);
  const server = spawn('sh', ['-c', `exec ${api}`], { cwd: project });
  onTestFinished(() => void server.kill());
  await once(server.stdout, 'data');
  const sh = (command: string, cwd = project) => run('sh', ['-c', command], { cwd, env });
  expect(await sh(signIn!)).toMatchObject({ code: 0 });
  expect((await sh(call!)).stdout).toContain('A-1002');
  expect(await sh(config!)).toMatchObject({ code: 0 });
  expect(existsSync(join(project, '.mcp.json'))).toBe(true);
  const { stdout } = await sh(`${create} --from demo --yes --dry-run`, clone);
  expect(stdout).toContain('to create');
});
