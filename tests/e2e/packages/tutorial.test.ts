import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { Browser } from '../../../runtime/src/testing/callers/browser.js';
import { temporaryFolder } from '../../../runtime/tests/temporary-folder.js';
import { run } from '../../support/run.js';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const VENDOR = join(ROOT, 'dist', 'vendor');
const CLI = `node ${ROOT}/bin/mcp-provider.cjs`;
const QUIET = '--prefer-offline --no-audit --no-fund';

interface Block {
  language: string;
  text: string;
  /** The line above it; none where it is the output of the block before. */
  said: string;
}

const blocksOf = (page: string): Block[] =>
  [...page.matchAll(/([^\n]*)\n\n```(\w*)\n(.*?)```/gs)].map(
    ([, said = '', language = '', text = '']) => ({ said, language, text }),
  );

/** Each line of the page is in the output, in this order; "…" stands for anything. */
function pattern(text: string): RegExp {
  const lines = text.trimEnd().split('\n');
  const escaped = lines.map((line) => line.replace(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`));
  return new RegExp(escaped.map((line) => line.replaceAll('…', '.*')).join('\\n(?:.*\\n)*?'));
}

/** The command with the programs and the library of this repository, and what is installed without npx, which takes a second. */
const ours = (command: string) =>
  command
    .replace('npx -p create-mcp-provider mcp-provider', CLI)
    .replace('npx create-mcp-provider', `node ${ROOT}/bin/create-mcp-provider.cjs`)
    .replace('npx ', 'node_modules/.bin/')
    .replace(/^npm install mcp-provider/, `npm install ${QUIET} ${library()}`);

/** The same, for a project with the packages of this repository, so that nothing has to be installed. */
const withoutInstallation = (command: string) =>
  ours(command.replace(/npx mcp-provider|npm run(?= build)/, CLI)).replace(
    /create-mcp-provider\.cjs (\S+) .*/,
    `$& --no-install && cd $1 && ln -s ${ROOT}/node_modules && ${CLI} build`,
  );

const library = () =>
  join(VENDOR, readdirSync(VENDOR).find((name) => name.startsWith('mcp-provider-')) ?? '');

it.each(['tutorial', 'tutorial-oauth', 'tutorial-team', 'tutorial-library'])(
  'the commands of the page %s print what it shows',
  async (name) => {
    const blocks = blocksOf(readFileSync(join(ROOT, 'docs', `${name}.md`), 'utf8'));
    const folder = temporaryFolder();
    const home = join(folder, 'home');
    mkdirSync(home);
    const env = { HOME: home, XDG_DATA_HOME: join(home, '.local', 'share'), NO_COLOR: '1' };
    for (const { said, text } of blocks) {
      const [, file] = /^Save .* as `(.+)`:$/.exec(said) ?? [];
      if (file) writeFileSync(join(folder, file), text);
    }

    const adapt = name === 'tutorial' ? ours : withoutInstallation;
    let cwd = folder;
    for (const [index, { said, language, text }] of blocks.entries()) {
      if (language !== 'sh') continue;
      let output = '';
      for (const line of text.trimEnd().replaceAll('\\\n', ' ').split('\n')) {
        const [program = '', ...words] = line.split(' ');
        const command = adapt(line);
        const [, user] = /continue as `(\w+)`/.exec(said) ?? [];
        if (program === 'cd') cwd = join(cwd, ...words);
        else if (said.includes('leave it running')) await start(command, { cwd, env });
        else if (user !== undefined) output += await signIn(command, { cwd, env }, user);
        else {
          const { stdout, stderr } = await run('sh', ['-c', command], { cwd, env });
          output += `${stderr}${stdout}\n`
            .replaceAll('\r\n', '\n') // those of HTTP
            // The page shows a person in a terminal, who needs nobody else to sign in.
            .replace(/# Ask the user to run "(.+)", which waits .*/, '$1');
        }
      }
      const next = blocks[index + 1];
      if (next?.said === '') expect(output).toMatch(pattern(next.text));
    }
  },
);

interface Place {
  cwd: string;
  env: Record<string, string>;
}

/** A program that goes on. @returns its first output */
function started(command: string, { cwd, env }: Place) {
  const child = spawn('sh', ['-c', command], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true, // with what it starts
  });
  onTestFinished(async () => {
    if (child.exitCode !== null || child.pid === undefined) return;
    process.kill(-child.pid);
    await once(child, 'close'); // the next page has servers on the same ports
  });
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data) => output.push(String(data)));
  const printed = async (expected: RegExp): Promise<string> => {
    for (;;) {
      const [found] = expected.exec(output.join('')) ?? [];
      if (found !== undefined) return found;
      if (child.exitCode !== null) throw new Error(output.join(''));
      const events = [once(child.stdout, 'data'), once(child.stderr, 'data'), once(child, 'close')];
      await Promise.race(events);
    }
  };
  return { child, output, printed };
}

const start = (command: string, place: Place) =>
  started(command, place).printed(/http:\/\/127\.0\.0\.1:\d+/);

/** Opens the address that a sign-in prints, and follows a link of the service's page. */
async function signIn(command: string, place: Place, user: string): Promise<string> {
  const { child, output, printed } = started(command, place);
  const closed = once(child, 'close');
  const browser = new Browser();
  const page = await browser.visit(await printed(/http:\S+key=\S+(?=\n)/));
  const [, link = ''] = new RegExp(`href="([^"]+)">Continue as ${user}`).exec(page.text) ?? [];
  expect((await browser.visit(link)).text).toContain('Signed in to');
  await closed;
  return output.join('');
}
