import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { temporaryFolder } from '../../runtime/tests/temporary-folder.js';
import { diskFiles } from '../../src/host/disk.js';
import { missingEffect } from '../../src/host/effects.js';
import { withoutForeignPackages } from '../../src/host/environment.js';
import { exec } from '../../src/host/exec.js';
import { isRunning, processName } from '../../src/host/process-name.js';

const node = (script: string, ...args: string[]) =>
  [process.execPath, '-e', script, ...args] as const;
const cwd = import.meta.dirname;

it.each([
  ['success', node('console.log("done")'), 0, 'done'],
  ['failure', node('console.log("one"); process.exitCode = 3'), 3, 'one'],
  [
    'both streams',
    node('console.log("out"); setTimeout(() => console.error("err"), 50)'),
    0,
    'out\nerr',
  ],
  ['its directory', node('console.log(process.cwd())'), 0, cwd],
  [
    'arguments as they are',
    node('console.log(process.argv[1])', '$HOME; `ls` "x" *'),
    0,
    '$HOME; `ls` "x" *',
  ],
  ['an end of stdin', node('process.stdin.resume().on("end", () => console.log("end"))'), 0, 'end'],
  ['a signal', node('process.kill(process.pid, "SIGTERM"); setInterval(() => {}, 1000)'), 143, ''],
])('an error reports %s', async (_, command, exitCode, output) => {
  expect(await exec(command, { cwd })).toMatchObject({ exitCode, output });
  const lines: string[] = [];
  await exec(command, { cwd, onLine: (line) => lines.push(line) });
  expect(lines.join('\n')).toBe(output);
});

it('passes on each line while the command runs', async () => {
  const directory = temporaryFolder();
  const lines: string[] = [];
  const script = `
    console.log('first');
    const timer = setInterval(() => {
      if (!require('fs').existsSync('heard')) return;
      clearInterval(timer);
      process.stdout.write('second\\nno end');
    }, 5);`;
  const result = await exec(node(script), {
    cwd: directory,
    onLine(line) {
      lines.push(line);
      if (line === 'first') void diskFiles.write(join(directory, 'heard'), '');
    },
  });
  expect(lines).toEqual(['first', 'second', 'no end']);
  expect(result).toMatchObject({ exitCode: 0, output: 'first\nsecond\nno end' });
});

it('returns stdout apart from stderr, and sends a text to stdin', async () => {
  const script = 'console.error("warning"); process.stdin.pipe(process.stdout); ';
  const { stdout, output } = await exec(node(script), { cwd, input: 'a\n\u0000ü' });
  expect(stdout).toBe('a\n\u0000ü');
  expect(output).toContain('warning');
});

it.each([
  ['GIT_DIR', '/x', undefined],
  ['GIT_INDEX_FILE', '/x', undefined],
  ['NODE_ENV', 'production', undefined],
  ['NPM_CONFIG_OMIT', 'dev', undefined],
  ['npm_config_global', 'true', undefined],
  ['npm_config_dry_run', 'true', undefined],
  ['npm_config_include', 'optional', 'dev'],
  ['npm_config_registry', 'http://r.example', 'http://r.example'],
  ['GIT_AUTHOR_NAME', 'Ann', 'Ann'],
])('gives programs an environment of their folder: %s=%s is %s', async (name, value, expected) => {
  vi.stubEnv(name, value);
  onTestFinished(() => void vi.unstubAllEnvs());
  const { stdout } = await exec(node(`console.log(process.env.${name})`), { cwd });
  expect(stdout).toBe(String(expected));
});

it.each([
  ['--require /tmp/x/.pnp.cjs --experimental-loader file:///tmp/x/.pnp.loader.mjs', ''],
  ['--enable-source-maps --require "/tmp/a b/.pnp.cjs"', '--enable-source-maps'],
  [
    '--require /home/ann/.pnp.cjs --max-old-space-size=99',
    '--require /home/ann/.pnp.cjs --max-old-space-size=99',
  ],
])('has no packages of others in NODE_OPTIONS: %s', (options, own) => {
  expect(withoutForeignPackages(options, '/home/ann/project')).toBe(own);
});

it.each([
  ['git', {}, '".git"'],
  ['git', { '.git/HEAD': '' }, undefined],
  ['install', { 'node_modules/a/x': '' }, 'package "b"'],
  ['install', { 'node_modules/a/x': '', '../node_modules/b/x': '' }, undefined],
  ['install', { '../.pnp.cjs': "exports.resolveToUnqualified = () => '/a.zip/a';" }, undefined],
  ['install', { '../.pnp.cjs': 'exports.resolveToUnqualified = () => null;' }, 'package "a"'],
  ['test', {}, undefined],
])('sees what the step "%s" has left: %j', (step, files, missing) => {
  const root = join(temporaryFolder(), 'project');
  const manifest = JSON.stringify({ dependencies: { a: '1' }, devDependencies: { b: '1' } });
  for (const [path, text] of Object.entries({ 'package.json': manifest, ...files })) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  expect(missingEffect(step, root)).toBe(missing);
});

it('says which command is missing', async () => {
  await expect(exec(['no-such-command', 'install'], { cwd })).rejects.toMatchObject({
    code: 'exec/missing',
    message: 'Command "no-such-command" not found.',
  });
});

describe('cancelled', () => {
  const reason = new Error('Ctrl-C');

  it('starts nothing any more', async () => {
    const directory = temporaryFolder();
    const script = node('require("fs").writeFileSync("started", "")');
    await expect(exec(script, { cwd: directory, signal: AbortSignal.abort(reason) })).rejects.toBe(
      reason,
    );
    expect(existsSync(join(directory, 'started'))).toBe(false);
  });

  const stay = 'process.on("SIGTERM", () => {}); setInterval(() => {}, 1000)';
  it.each([
    ['a command that goes at once', 'setInterval(() => {}, 1000)', 'inherit'],
    ['a command that does not want to go', stay, 'inherit'],
    ['one that does not share the output of its parent', stay, 'ignore'],
  ])('ends %s, and what it started', async (_, script, stdio) => {
    const controller = new AbortController();
    const { names, running } = family(
      script,
      stdio,
      () => controller.abort(reason),
      controller.signal,
    );
    await expect(running).rejects.toBe(reason);
    await vi.waitFor(() => expect(names.map(isRunning)).toEqual([false, false]), 10_000);
  });
});

it('ends a command that has the terminal', async () => {
  const controller = new AbortController();
  const directory = temporaryFolder();
  const script = `
    process.on('SIGTERM', () => { require('fs').writeFileSync('ended', ''); process.exit(); });
    require('fs').writeFileSync('started', '');
    setInterval(() => {}, 1000);`;
  const { signal } = controller;
  const running = exec(node(script), { cwd: directory, inTerminal: true, signal });
  await vi.waitFor(() => expect(existsSync(join(directory, 'started'))).toBe(true), 10_000);
  controller.abort(new Error('SIGTERM'));
  await expect(running).rejects.toThrow('SIGTERM');
  expect(existsSync(join(directory, 'ended'))).toBe(true);
});

/** Runs a command that starts another; calls `then` when both are at work. */
function family(script: string, stdio: string, then: () => void, signal: AbortSignal) {
  const names: string[] = [];
  const parent = `
    const stdio = ['${stdio}', '${stdio}', '${stdio}', 'ipc'];
    const child = require('child_process').spawn(process.execPath, ['-e', process.argv[1]], { stdio });
    child.once('message', () => console.log(process.pid + ' ' + child.pid));
    setInterval(() => {}, 1000);`;
  const running = exec(node(parent, `${script}; process.send('ready')`), {
    cwd,
    signal,
    onLine(line) {
      names.push(...line.split(' ').map((pid) => processName(Number(pid))));
      expect(names.map(isRunning)).toEqual([true, true]);
      then();
    },
  });
  return { names, running };
}
