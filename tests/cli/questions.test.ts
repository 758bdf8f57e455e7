import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ROOT } from './spawn.js';

/** `script` of util-linux gives a program a terminal of its own; that of other systems takes other options. */
const hasScript = String(spawnSync('script', ['--version']).stdout).includes('util-linux');

/** What is asked, by words of the question, and what is typed then; Enter follows, except where one key is enough. */
type Answers = readonly (readonly [question: string, typed: string])[];

const DOWN = '\u001B[B';
const CTRL_C = '\u0003';
const KEYS = ['y', 'n', CTRL_C];

/** Runs a program in a terminal and answers each question once it is there. */
async function talk(program: string, args: readonly string[], cwd: string, answers: Answers) {
  const words = [process.execPath, join(ROOT, 'bin', `${program}.cjs`), ...args];
  const command = `stty cols 100 rows 50; exec ${words.map((word) => `'${word}'`).join(' ')}`;
  const child = spawn('script', ['-qec', command, '/dev/null'], {
    cwd,
    // A question that nobody expects would wait for ever.
    timeout: 12_000,
    env: { PATH: process.env.PATH, TERM: 'xterm', SHELL: '/bin/sh' },
  });
  let screen = '';
  let seen = 0;
  const left = [...answers];
  child.stdout.on('data', (data) => {
    screen += stripVTControlCharacters(String(data));
    const [next] = left;
    const at = next ? screen.indexOf(next[0], seen) : -1;
    if (!next || at < 0) return;
    seen = at + next[0].length;
    left.shift();
    child.stdin.write(KEYS.includes(next[1]) ? next[1] : `${next[1]}\r`);
  });
  await once(child, 'close');
  return { exit: child.exitCode, screen, unasked: left };
}

describe.skipIf(!hasScript)('in a terminal', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'mcp-provider-questions-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const provider: Answers = [
    ['Directory of the project', 'acme-mcp'],
    ['Provider name', 'acme_chat'],
    ['Display name', ''],
    ['What does it connect to', ''],
    ['What Acme Chat is for', 'Rooms and messages.'],
    ['How are requests authenticated', `${DOWN}${DOWN}`],
    ['Base URL of the API', 'https://api.acme.dev/v1'],
  ];
  const tool: Answers = [
    ['Add a tool?', 'y'],
    ['Tool name', 'list_rooms'],
    ['Description of "list_rooms"', 'Rooms.'],
    ['HTTP method', ''],
    ['Path below the base URL', '/teams/{team}/rooms'],
    ['Type of "team"', ''],
    ['Description of "team"', 'Which team'],
    ['Add another argument?', 'n'],
    ['Add another tool?', 'n'],
  ];

  it('makes a project of answers, and adds to it', async () => {
    const args = ['--no-install', '--no-git'];
    const answers: Answers = [...provider, ...tool, ['Write these files?', '']];
    const made = await talk('create-mcp-provider', args, folder, answers);
    expect(made, made.screen).toMatchObject({ exit: 0, unasked: [] });
    expect(made.screen).toContain('Created acme-mcp');
    expect(made.screen).toContain("--tool 'list_rooms: Rooms.'");
    expect(made.screen, 'nothing that nobody wrote for people').not.toMatch(/warning/i);

    const project = join(folder, 'acme-mcp');
    const added = await talk('mcp-provider', ['add-prompt', 'sum_up'], project, [
      ['Description (optional)', ''],
      ['Message, with {arguments}', 'Sum up {room}.'],
      ['Description of "room"', 'Which room'],
      ['Write these files?', 'y'],
    ]);
    expect(added, added.screen).toMatchObject({ exit: 0, unasked: [] });
    expect(existsSync(join(project, 'src/providers/acme_chat/prompts/sum-up.ts'))).toBe(true);
  });

  it('ends at Ctrl-C, and nothing is written', async () => {
    const answers: Answers = [...provider.slice(0, 4), ['What Acme Chat is for', CTRL_C]];
    const { exit, screen } = await talk('create-mcp-provider', [], folder, answers);
    expect(exit).toBe(130);
    expect(screen).toContain('Cancelled.');
    expect(existsSync(join(folder, 'acme-mcp'))).toBe(false);
  });
});
