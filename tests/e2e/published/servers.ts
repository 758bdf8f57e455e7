import { spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { succeed } from '../../support/run.js';

type Json = Record<string, unknown>;

export interface PublishedTool {
  name: string;
  title?: string;
  description?: string;
  inputSchema: Json;
  outputSchema?: Json;
}

interface Program {
  package: string;
  args?: string[];
  env?: Record<string, string>;
}

/** Servers that list their tools without an account, and whose schemas were made in different ways. */
const PROGRAMS: Readonly<Record<string, Program>> = {
  everything: { package: '@modelcontextprotocol/server-everything' },
  filesystem: { package: '@modelcontextprotocol/server-filesystem', args: ['.'] },
  memory: { package: '@modelcontextprotocol/server-memory' },
  notion: { package: '@notionhq/notion-mcp-server', env: { NOTION_TOKEN: 'none' } },
  playwright: {
    package: '@playwright/mcp',
    args: ['--caps', 'vision,pdf,testing,tracing,verify,storage,network'],
  },
  microsoft: {
    package: '@softeria/ms-365-mcp-server',
    args: ['--org-mode'],
    env: { MS365_MCP_CLIENT_ID: 'none' },
  },
  gitlab: {
    package: '@zereight/mcp-gitlab',
    env: {
      GITLAB_PERSONAL_ACCESS_TOKEN: 'none',
      USE_PIPELINE: 'true',
      USE_MILESTONE: 'true',
      USE_GITLAB_WIKI: 'true',
    },
  },
  chrome: { package: 'chrome-devtools-mcp' },
};

/** Installs the published servers into a folder, without their scripts, and lists their tools. */
export async function publishedTools(folder: string): Promise<Record<string, PublishedTool[]>> {
  mkdirSync(folder);
  for (const file of ['package.json', 'package-lock.json'])
    copyFileSync(join(import.meta.dirname, file), join(folder, file));
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline'];
  await succeed('npm', ['ci', ...quiet], folder);
  const found: Record<string, PublishedTool[]> = {};
  for (const [name, program] of Object.entries(PROGRAMS))
    found[name] = await listed(folder, program);
  return found;
}

/** All pages of `tools/list`. Some programs print other lines, too. */
async function listed(folder: string, program: Program): Promise<PublishedTool[]> {
  const root = join(folder, 'node_modules', program.package);
  const { bin } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    bin: string | Record<string, string>;
  };
  const file = join(root, typeof bin === 'string' ? bin : (Object.values(bin)[0] ?? ''));
  const server = spawn(process.execPath, [file, ...(program.args ?? [])], {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: folder, ...program.env },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const send = (message: object) =>
    server.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  const tools: PublishedTool[] = [];
  try {
    send({
      id: 1,
      method: 'initialize',
      params: {
        protocolVersion: '2025-06-18',
        capabilities: {},
        clientInfo: { name: 'test', version: '1.0.0' },
      },
    });
    for await (const line of createInterface({ input: server.stdout })) {
      const { id, result } = responseIn(line);
      if (id === 1) send({ method: 'notifications/initialized' });
      tools.push(...(result?.tools ?? []));
      if (id === 2 && result?.nextCursor === undefined) return tools;
      if (id !== undefined)
        send({ id: 2, method: 'tools/list', params: { cursor: result?.nextCursor } });
    }
    throw new Error(`${program.package} ended without listing its tools.`);
  } finally {
    server.kill();
  }
}

interface Response {
  id?: number;
  result?: { tools?: PublishedTool[]; nextCursor?: string };
}

function responseIn(line: string): Response {
  return line.startsWith('{') ? (JSON.parse(line) as Response) : {};
}
