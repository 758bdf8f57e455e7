/**
 * Ten tasks for coding agents: `npm run agent-tasks -- prepare 1 /tmp/task` writes what the agent gets, `… check 1 /tmp/task` looks at
 * what it has made, and `… replay` does both with the commands of a recorded run, of all tasks or of those with the given numbers.
 * `… api` is the API of the tasks, which the agent may call. Solutions are in any language: the checks only use MCP, files and npm.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startApi } from './api.js';
import { Checks } from './harness.js';
import type { Task } from './task.js';

const HERE = import.meta.dirname;
const TASKS = [
  '01-requests',
  '02-document',
  '03-database',
  '04-servers',
  '05-functions',
  '06-rename',
  '07-repair',
  '08-accounts',
  '09-two-requests',
  '10-clients',
] as const;
const [action = '', ...words] = process.argv.slice(2);

if (action === 'api') await startApi();
else if (action === 'replay') await replay(words);
else if (['prepare', 'check'].includes(action) && words.length === 2) {
  const [number = '', directory = ''] = words;
  const name = taskName(number);
  if (action === 'check') process.exitCode = (await check(name, resolve(directory))) ? 0 : 1;
  else {
    await prepare(name, resolve(directory));
    process.stdout.write(
      `Give ${join(directory, 'TASK.md')} and skills/mcp-provider to an agent that works in ${directory} with\nPATH="${join(HERE, 'bin')}:$PATH"\n`,
    );
  }
} else {
  process.stderr.write('prepare NUMBER DIR | check NUMBER DIR | replay [NUMBER …] | api\n');
  process.exitCode = 2;
}

function taskName(number: string): string {
  const name = TASKS.find((each) => Number(each.slice(0, 2)) === Number(number));
  if (name === undefined) throw new Error(`There is no task "${number}".`);
  return name;
}

async function taskOf(name: string): Promise<Task> {
  return ((await import(`./tasks/${name}/task.js`)) as { task: Task }).task;
}

async function prepare(name: string, directory: string): Promise<void> {
  mkdirSync(directory, { recursive: true });
  const { prepare, begin } = await taskOf(name);
  await prepare?.(directory);
  if (begin) shell(begin, directory);
  const parts = [join(HERE, 'tasks', name, 'task.md'), join(HERE, 'tasks', 'every-task.md')];
  writeFileSync(
    join(directory, 'TASK.md'),
    parts.map((path) => readFileSync(path, 'utf8')).join('\n'),
  );
}

async function check(name: string, directory: string): Promise<boolean> {
  const { check, isBusy } = await taskOf(name);
  const checks = new Checks();
  try {
    await using api = await startApi(isBusy);
    await check(checks, directory, api);
  } catch (error) {
    checks.expect('The check ends', false, String(error));
  }
  const { count, failures } = checks;
  const lines = [`${name}: ${String(count - failures.length)} of ${String(count)}`, ...failures];
  process.stdout.write(`${lines.join('\n  ')}\n`);
  return failures.length === 0;
}

/** Prints the commands of each recorded run and the bytes that an agent reads, with the task and the skill, before what the check has seen. */
async function replay(numbers: readonly string[]): Promise<void> {
  const skill = readFileSync(join(HERE, '..', '..', 'skills', 'mcp-provider', 'SKILL.md'), 'utf8');
  for (const name of numbers.length === 0 ? TASKS : numbers.map(taskName)) {
    const directory = mkdtempSync(join(tmpdir(), `${name}-`));
    await prepare(name, directory);
    const solution = readFileSync(join(HERE, 'tasks', name, 'solution.sh'), 'utf8');
    const commands = solution.match(/^np[mx] /gm) ?? [];
    const texts = [skill, readFileSync(join(directory, 'TASK.md'), 'utf8')];
    const bytes = Buffer.byteLength(texts.join('') + shell(solution, directory));
    process.stdout.write(`${String(commands.length)} commands, ${String(bytes)} bytes; `);
    if (!(await check(name, directory))) process.exitCode = 1;
    rmSync(directory, { recursive: true, force: true });
  }
}

/** What the commands print, as an agent would read it. */
function shell(script: string, directory: string): string {
  const { status, stdout, stderr } = spawnSync('sh', ['-euc', script], {
    cwd: directory,
    encoding: 'utf8',
    env: {
      ...process.env,
      PATH: `${join(HERE, 'bin')}:${process.env.PATH ?? ''}`,
      NO_COLOR: '1',
    },
  });
  if (status !== 0) throw new Error(`A command has failed in ${directory}:\n${stdout}${stderr}`);
  return stdout + stderr;
}
