// The main job, from an empty directory to a real client: create, install, test, check, list the tools.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const bin = join(root, 'bin', 'mcp-provider.cjs');
const spec = join(root, 'examples', 'specs', 'issues.yaml');
const folder = mkdtempSync(join(tmpdir(), 'mcp-provider-quickstart-'));
const project = join(folder, 'issues-mcp');

const timings = [];

async function step(label, command, args, cwd) {
  process.stderr.write(`• ${label}\n`);
  const started = performance.now();
  const { code, output } = await run(command, args, cwd);
  timings.push([label, (performance.now() - started) / 1000]);
  if (code === 0) return output;
  process.stderr.write(`${output}\n✖ "${[command, ...args].join(' ')}" failed in ${cwd}.\n`);
  process.exit(1);
}

function run(command, args, cwd) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (data) => (output += data));
    child.on('error', (error) => resolve({ code: 1, output: error.message }));
    child.on('close', (code) => resolve({ code, output }));
  });
}

if (!existsSync(join(root, 'dist', 'cli.cjs'))) await step('Build', 'npm', ['run', 'build'], root);
await step(
  'Create a project from a spec',
  process.execPath,
  [bin, 'create', project, '--spec', spec, '--yes', '--no-install'],
  folder,
);
await step('Install its dependencies', 'npm', ['install', '--no-audit', '--no-fund'], project);
await step('Check its types', 'npm', ['run', 'typecheck'], project);
await step('Build it and run its tests', 'npm', ['test'], project);
await step('Validate it', 'npm', ['run', 'validate', '--', '--fail-on', 'warning'], project);
const listing = `
  import { Client } from '@modelcontextprotocol/client';
  import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
  const client = new Client({ name: 'quickstart', version: '1.0.0' });
  await client.connect(new StdioClientTransport({ command: process.execPath, args: ['dist/server.js'], stderr: 'ignore' }));
  const { tools } = await client.listTools();
  for (const { name, description } of tools) console.log(name.padEnd(16) + description);
  await client.close();
`;
const tools = await step(
  'List its tools through an MCP client',
  process.execPath,
  ['--input-type=module', '--eval', listing],
  project,
);

process.stdout.write(`\n${tools}\n`);
for (const [label, seconds] of timings)
  process.stdout.write(`${seconds.toFixed(1).padStart(6)} s  ${label}\n`);
process.stdout.write(`
The project is in ${project}
Try next:
  cd ${project}
  npm start -- --local-auth               sign in
  npm start -- --transport http           serve http://127.0.0.1:3000/issues/mcp
  node "${bin}" add-tool
`);
