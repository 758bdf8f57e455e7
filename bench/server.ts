import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { ApiTool } from '../src/kinds/api/spec.js';
import { renderProject } from '../src/render/project.js';
import { catalog } from '../src/commands/catalog.js';
import { checkProvider } from '../src/spec/check.js';
import { bareServer } from './bare-server.js';
import { perSecond } from './load.js';
import { line, median, medians, runNode } from './measure.js';
import { listOverStdio } from './stdio.js';

const root = join(import.meta.dirname, '..');

/** A generated project beside a bare SDK server with the same tools: start on stdio, and HTTP with 8 connections. */
export async function benchServer(): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'mcp-provider-bench-'));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  try {
    return [...(await stdio(folder)), ...(await http(folder, 1)), ...(await http(folder, 200))];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function stdio(folder: string): Promise<string[]> {
  const { project, bare } = await prepared(folder, 3);
  const [ours = 0, theirs = 1] = await medians([
    { label: 'project', run: () => listOverStdio([join(project, 'dist', 'server.js')]) },
    { label: 'bare', run: () => listOverStdio([bare]) },
  ]);
  return [line('stdio start to first list / bare SDK server', ours / theirs, '<= 0.85')];
}

async function http(folder: string, tools: number): Promise<string[]> {
  const { project, bare } = await prepared(folder, tools);
  const ours = await started([
    join(project, 'dist', 'server.js'),
    ...['--transport', 'http', '--port', '0'],
  ]);
  const theirs = await started([bare, 'http']);
  const rows: string[] = [];
  for (const era of ['modern', 'legacy'] as const) {
    for (const [method, budget] of [
      ['tools/call', tools > 1 ? '>= 3' : '>= 1.3'],
      ['tools/list', tools > 1 ? '>= 6' : 'none'],
    ] as const) {
      const ratios: number[] = [];
      for (let round = 0; round < 5; round++) {
        const bareRate = await perSecond(theirs.url, era, method);
        ratios.push((await perSecond(ours.url, era, method)) / bareRate);
      }
      rows.push(
        line(
          `HTTP ${method} a second, ${tools} tools, ${era} / bare SDK server`,
          median(ratios),
          budget,
        ),
      );
    }
  }
  ours.stop();
  theirs.stop();
  return rows;
}

/** Builds the project, its tools answering without an API, and writes the bare server. */
async function prepared(folder: string, tools: number): Promise<{ project: string; bare: string }> {
  const project = join(folder, `project-${tools}`);
  const spec = checkProvider(
    {
      name: 'bench',
      description: 'Says things.',
      baseUrl: 'http://127.0.0.1:9',
      auth: { style: 'none' },
      tools: Array.from({ length: tools }, (_, i) => toolSpec(`say_${i}`)),
    },
    catalog,
  ).spec;
  const files = renderProject({
    name: 'bench',
    sdk: 'v2',
    packageManager: 'npm',
    providers: [spec],
  });
  for (const { path, text } of files) {
    const file = join(project, path);
    mkdirSync(dirname(file), { recursive: true });
    // The upstream API is not what is measured.
    writeFileSync(file, path.endsWith('api/client.ts') ? ANSWERING_CLIENT : text);
  }
  await runNode(['build.mjs'], project);
  const bare = join(folder, `bare-${tools}.mjs`);
  writeFileSync(bare, bareServer(tools));
  return { project, bare };
}

const ANSWERING_CLIENT = `import type { ApiRequest, HttpAnswer } from '../../../core/http.js';

export async function callApi(request: ApiRequest): Promise<HttpAnswer> {
  return { body: request.body, headers: new Headers() };
}
`;

const toolSpec = (name: string): ApiTool => ({
  name,
  description: 'Say it',
  inputSchema: {
    type: 'object',
    properties: {
      text: { type: 'string', description: 'What to say' },
      count: { type: 'integer', minimum: 1, maximum: 9, default: 1 },
    },
    required: ['text'],
  },
  outputSchema: {
    type: 'object',
    properties: { text: { type: 'string' }, at: { type: 'string' } },
    required: ['text'],
  },
  request: { method: 'POST', path: '/say' },
});

/** A server in a process of its own; it says its address on stderr. */
function started(args: string[]): Promise<{ url: string; stop(): void }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.on('data', (data) => {
      said += String(data);
      const [url] = /http:\/\/127\.0\.0\.1:\d+[\w/]*\/mcp/.exec(said) ?? [];
      if (url) resolve({ url, stop: () => void child.kill() });
    });
    child.on('close', () => reject(new Error(said)));
  });
}
