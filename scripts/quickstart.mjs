// The main job, from an OpenAPI document to the answer of a tool: the steps of docs/tutorial.md, in a temporary folder.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clearInterval, setInterval } from 'node:timers';
import { stripVTControlCharacters } from 'node:util';
import { Client } from '@modelcontextprotocol/client';
import { getDefaultEnvironment, StdioClientTransport } from '@modelcontextprotocol/client/stdio';

const ROOT = join(import.meta.dirname, '..');
const CREATE = join(ROOT, 'bin', 'create-mcp-provider.cjs');
const WINDOWS = process.platform === 'win32';
/** Shorter than the 5 s after which people wonder whether a program still runs. */
const PIPE_INTERVAL = 4_000;

const folder = mkdtempSync(join(realpathSync(tmpdir()), 'mcp-provider-quickstart-'));
const project = join(folder, 'orders-mcp');
const children = new Set();
const terminal = process.stderr.columns >= 80; // undefined in a pipe
const started = performance.now();

let stopping;
for (const [signal, number] of Object.entries({ SIGHUP: 1, SIGINT: 2, SIGTERM: 15 }))
  // npm forwards the signal that the terminal has sent already.
  process.on(signal, () => (stopping ??= abandon(128 + number)));
for (const stream of [process.stdout, process.stderr])
  // Whoever read it has ended, as `head` does.
  stream.on('error', () => (stopping ??= abandon(1)));

async function abandon(code) {
  await Promise.all([...children].map(stop));
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  process.stderr.write(`${terminal ? '\n' : ''}✖ Stopped. Removed ${folder}\n`);
  process.exit(code);
}

/** A program in a process group of its own, so that `stop` ends what it has started, too. */
function start(command, args, cwd) {
  const child = spawn(command, args, {
    cwd,
    detached: !WINDOWS,
    shell: WINDOWS && command === 'npm', // a script there
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined },
  });
  children.add(child);
  child.once('close', () => children.delete(child));
  return child;
}

async function stop(child) {
  const closed = once(child, 'close');
  try {
    process.kill(WINDOWS ? child.pid : -child.pid, 'SIGKILL');
  } catch {
    // It has ended.
  }
  await closed;
}

/** What a program prints. @throws Error with all of it, where the program fails */
async function outputOf(command, args, cwd) {
  const child = start(command, args, cwd);
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data) => (output += String(data)));
  const [code] = await once(child, 'close');
  if (code === 0) return stripVTControlCharacters(output);
  throw new Error(`${output}\n"${[command, ...args].join(' ')}" failed in ${cwd}.`);
}

/** Does one step, and shows its name and its seconds while it takes and afterwards. */
async function step(name, work, remark = () => '') {
  await stopping;
  const begun = performance.now();
  const seconds = (digits) => `${((performance.now() - begun) / 1000).toFixed(digits)} s`;
  const line = (mark, time) => `${mark} ${name.padEnd(50)} ${time.padStart(7)}`;
  const show = () =>
    process.stderr.write(terminal ? `\r${line('…', seconds(0))}` : `  … ${seconds(0)}\n`);
  if (terminal) show();
  else process.stderr.write(`• ${name}\n`);
  const timer = setInterval(show, terminal ? 1_000 : PIPE_INTERVAL);
  try {
    const result = await work();
    const done = `${line('✔', seconds(1))} ${remark(result)}`.trimEnd();
    process.stderr.write(`${terminal ? '\r' : ''}${done}\n`);
    return result;
  } catch (error) {
    await stopping;
    process.stderr.write(`${terminal ? '\r' : ''}${line('✖', seconds(1))}\n`);
    process.stderr.write(`${error.message}\nThe files are in ${folder}\n`);
    await Promise.all([...children].map(stop));
    process.exit(1);
  } finally {
    clearInterval(timer);
  }
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return String(port);
}

/** The example API and its OpenAPI document, as the tutorial prints them. */
function writeTutorialFiles(port) {
  const page = readFileSync(join(ROOT, 'docs', 'tutorial.md'), 'utf8');
  const files = page.matchAll(/^Save .+ as `(.+)`:\n\n```\w+\n([^]*?)^```/gm);
  for (const [, name, text] of files)
    writeFileSync(join(folder, name), text.replaceAll('4010', port));
}

/** The tools that an MCP client sees, and the result of one. */
async function callTool(call) {
  const api = start(process.execPath, ['api.mjs'], folder);
  await Promise.race([
    once(api.stdout, 'data'),
    once(api, 'close').then(() => {
      throw new Error('"node api.mjs" has ended.');
    }),
  ]);
  const client = new Client({ name: 'quickstart', version: '1.0.0' });
  await client.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: [join('dist', 'server.js')],
      cwd: project,
      env: { ...getDefaultEnvironment(), ORDERS_API_KEY: 'demo-key' },
      stderr: 'ignore',
    }),
  );
  const { tools } = await client.listTools();
  const { structuredContent, isError, content } = await client.callTool(call);
  if (isError) throw new Error(JSON.stringify(content));
  await client.close();
  await stop(api);
  return { tools, result: structuredContent };
}

writeTutorialFiles(await freePort());
await step('Build the command line and the library', () => outputOf('npm', ['run', 'build'], ROOT));
await step('Create a project from orders.yaml (OpenAPI)', () =>
  outputOf(
    process.execPath,
    [CREATE, 'orders-mcp', '--from', 'orders.yaml', '--yes', '--no-install'],
    folder,
  ),
);
await step('Install its dependencies', () =>
  outputOf('npm', ['install', '--no-audit', '--no-fund'], project),
);
await step(
  'Check its types and rules, and run its tests',
  () => outputOf('npm', ['run', 'check'], project),
  (output) => /(\d+) passed \(\d+\)\s+Start at/.exec(output)[1] + ' tests passed',
);
const CALL = { name: 'list_orders', arguments: { status: 'open' } };
const { tools, result } = await step('Call a tool through an MCP client', () => callTool(CALL));

process.stdout.write(`
${tools.length} tools: ${tools.map(({ name }) => name).join(', ')}
${CALL.name} ${JSON.stringify(CALL.arguments)} answers:
${result.items.map((item) => `  ${JSON.stringify(item)}\n`).join('')}
Done in ${((performance.now() - started) / 1000).toFixed(0)} s. Next:
  cd ${project}
  node ../api.mjs        the example API; leave it running, and continue
                         in another terminal, in the same folder
  echo demo-key | npx mcp-provider sign-in orders --credentials -
  npx mcp-provider call list_orders --arg status=open
  npx mcp-provider dev   a page that calls the tools; edit, and see each change
  npx mcp-provider config claude-code --write --scope project
For your own API, database or folder, in this clone:
  npx create-mcp-provider ../my-mcp
`);
