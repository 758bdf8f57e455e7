import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { checkScript, checkUsers } from '../../harness.js';
import type { Task } from '../../task.js';
import { CRM } from '../crm.js';

interface Entry {
  command: string;
  args?: string[];
  env?: Record<string, string>;
}

export const task: Task = {
  begin: CRM,
  async check(checks, directory) {
    const project = join(directory, 'project');
    checkScript(checks, directory);
    const flows = join(project, '.github', 'workflows');
    const texts = readdirSync(flows).map((file) => readFileSync(join(flows, file), 'utf8'));
    const runs = texts.some(
      (text) => text.includes('pull_request') && /npm (test|run check)/.test(text),
    );
    checks.expect('GitHub runs the tests', runs, texts);
    for (const file of ['.mcp.json', '.cursor/mcp.json']) {
      const path = join(project, file);
      checks.expect(`${file} exists`, existsSync(path));
      const { mcpServers } = JSON.parse(readFileSync(path, 'utf8')) as {
        mcpServers: Record<string, Entry>;
      };
      const [entry] = Object.values(mcpServers);
      const answer = entry && (await answerOf(entry, project));
      checks.expect(
        `The entry of ${file} calls the API`,
        answer?.includes('customers 7') === true,
        answer,
      );
    }
    await checkUsers(checks, directory, async (session) => {
      const seven = await session.call('get_customer', { customer_id: 7 });
      checks.expect('get_customer', seven.text.includes('customers 7'), seven);
    });
  },
};

/** Of `get_customer`, from a server that starts with an environment without settings. */
async function answerOf({ command, args = [], env }: Entry, cwd: string): Promise<string> {
  const base = { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '' };
  const words = args.map((word) => word.replace('${workspaceFolder}', cwd));
  const child = spawn(command, words, { cwd, env: { ...base, ...env } });
  const client = {
    protocolVersion: '2025-11-25',
    capabilities: {},
    clientInfo: { name: 'c', version: '1' },
  };
  for (const message of [
    { id: 1, method: 'initialize', params: client },
    { method: 'notifications/initialized' },
    {
      id: 2,
      method: 'tools/call',
      params: { name: 'get_customer', arguments: { customer_id: 7 } },
    },
  ])
    child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  let answer = '';
  for await (const line of createInterface(child.stdout))
    if ((JSON.parse(line) as { id?: number }).id === 2) {
      answer = line;
      child.stdin.end();
      child.kill();
    }
  return answer;
}
