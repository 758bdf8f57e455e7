import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT, run } from './spawn.js';
import { hasScript } from './talk.js';
import { temporaryFolder } from '../../runtime/tests/temporary-folder.js';

/** What is typed, and the arguments that the program then receives. */
const TYPED: readonly (readonly [typed: string, receives: string])[] = [
  ['mcp-provider valid\t', 'validate'],
  ['mcp-provider add-tool --prov\tbill\t', 'add-tool|--provider|billing'],
  ['mcp-provider call get\t--provider bill\t', 'call|get_room|--provider|billing'],
  ['mcp-provider call add_c\t', 'call|add_chair'],
  ['mcp-provider call say\t', 'call|say_hello'],
  [
    'mcp-provider add-tool --annotation readOnlyHint=t\t',
    'add-tool|--annotation|readOnlyHint=true',
  ],
  ['mcp-provider config curs\t--scope pro\t', 'config|cursor|--scope|project'],
  ['mcp-provider validate --format=sar\t', 'validate|--format=sarif'],
  [
    'mcp-provider validate --explain configuration/synt\t',
    'validate|--explain|configuration/syntax-error',
  ],
  ['create-mcp-provider --preset gitl\t', '--preset|gitlab'],
  ['create-mcp-provider --spec acm\t', '--spec|acme.yaml'],
  ['create-mcp-provider --spec=acm\t', '--spec=acme.yaml'],
  ['create-mcp-provider --spec wit\t', '--spec|with blank.yaml'],
  ['create-mcp-provider newd\tx', 'newdir/x'],
];

const PROMPT = 'ready> ';

/** How each shell starts with our completion and nothing else, in a home of its own. */
const SHELLS = {
  bash: {
    start: ['bash', '--noprofile', '--rcfile', '.bashrc', '-i'],
    file: '.bashrc',
    content: `PS1='${PROMPT}'; source <(mcp-provider completion bash)`,
  },
  zsh: {
    start: ['zsh', '-i'],
    file: '.zshrc',
    content: `PS1='${PROMPT}'; autoload -Uz compinit; compinit -D -u; source <(mcp-provider completion zsh)`,
  },
  fish: {
    start: ['fish', '-i'],
    file: '.config/fish/config.fish',
    content: `function fish_prompt; echo -n '${PROMPT}'; end; set -g fish_greeting; mcp-provider completion fish | source`,
  },
} as const;

const isThere = (program: string, words: string) =>
  String(spawnSync(program, ['--version']).stdout).includes(words);

const home = temporaryFolder(afterAll);
beforeAll(() => {
  const write = (path: string, content: string) => {
    mkdirSync(join(home, path, '..'), { recursive: true });
    writeFileSync(join(home, path), content);
  };
  for (const program of ['mcp-provider', 'create-mcp-provider']) {
    const bin = join(ROOT, 'bin', `${program}.cjs`);
    const lines = [
      '#!/bin/sh',
      `[ "$1" = completion ] && exec '${process.execPath}' '${bin}' "$@"`,
      `(IFS='|'; printf '%s\\n' "received <$*>")`,
    ];
    write(`bin/${program}`, lines.join('\n'));
    chmodSync(join(home, 'bin', program), 0o755);
  }
  for (const { file, content } of Object.values(SHELLS)) write(file, `${content}\n`);
  write('provider-config.yaml', 'providers: {}\n');
  for (const name of ['acme', 'billing']) write(`src/providers/${name}/mcp-instance.ts`, '');
  write(
    'src/providers/acme/tools/get-room.ts',
    "export const a = tool({\n  name: 'get_room',\n});\n",
  );
  write('src/providers/acme/tools/chairs/add.ts', "tool({ name: 'add_chair' });\n");
  write('src/providers/billing/remote.json', '{"tools": [{"name": "say_hello"}]}');
  for (const name of ['acme.yaml', 'with blank.yaml', 'newdir/kept']) write(name, '');
});

/** Types lines into a shell, each once the shell is ready; returns what the programs received. */
async function type(start: readonly string[], lines: readonly string[]) {
  const child = spawn('script', ['-qec', `stty cols 200; exec ${start.join(' ')}`, '/dev/null'], {
    cwd: home,
    timeout: 110_000,
    env: {
      PATH: `${join(home, 'bin')}:${process.env.PATH ?? ''}`,
      HOME: home,
      ZDOTDIR: home,
      TERM: 'xterm',
      SHELL: '/bin/sh',
      LC_ALL: 'C.UTF-8',
    },
  });
  let screen = '';
  const left = [...lines, 'exit'];
  child.stdout.on('data', (data) => {
    screen += stripVTControlCharacters(String(data));
    const received = screen.match(/received </g)?.length ?? 0;
    const isReady = screen.slice(Math.max(0, screen.lastIndexOf('received <'))).includes(PROMPT);
    if (isReady && received === lines.length - left.length + 1) {
      child.stdin.write(`${left.shift() ?? ''}\r`);
    }
  });
  await once(child, 'close');
  return {
    screen,
    received: Array.from(screen.matchAll(/received <(.*?)>/g), ([, words]) => words),
  };
}

describe.each(Object.entries(SHELLS))('%s', (name, { start }) => {
  const isInstalled = hasScript && isThere(name, name);
  // The machine of .ci/run has all shells: there, a missing one is a failure.
  const canRun = isInstalled || (Boolean(process.env.CI) && process.platform === 'linux');
  it.skipIf(!canRun)(
    `completes what is typed in a terminal${canRun ? '' : ` (skipped: ${hasScript ? name : 'script'} is not installed)`}`,
    async () => {
      const { screen, received } = await type(
        start,
        TYPED.map(([typed]) => typed),
      );
      expect(received, screen).toEqual(TYPED.map(([, receives]) => receives));
    },
  );
});

it('lists providers of the project only by names that are safe in a shell', async () => {
  mkdirSync(join(home, 'src/providers/$(id)'), { recursive: true });
  const words = ['completion', 'bash', '--', 'mcp-provider', 'add-tool', '--provider', ''];
  expect(await run(words, { cwd: home })).toMatchObject({ exit: 0, stdout: 'acme\nbilling\n' });
});

it('suggests no providers outside of a project, without an error', async () => {
  const words = ['completion', 'zsh', '--', 'mcp-provider', 'add-tool', '--provider', ''];
  expect(await run(words, { cwd: tmpdir() })).toEqual({ exit: 0, stdout: '', stderr: '' });
});

it('rejects other shells', async () => {
  expect(await run(['completion', 'csh', '--json'])).toMatchObject({
    exit: 2,
    stdout: expect.stringContaining('completion/unknown-shell') as string,
  });
});
