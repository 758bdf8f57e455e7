import { describe, expect, it } from 'vitest';
import { runProgram } from '../support/machine.js';
import { memoryFiles } from '../support/memory.js';

/** The README of the demo project with these options, and the command that repeats the run. */
async function created(...more: string[]) {
  const files = memoryFiles({ '/home/ann/notes.txt': '' });
  const argv = ['create', 'notes-mcp', '--demo', '--yes', '--no-install', ...more];
  const { exit, stdout, stderr } = await runProgram(argv, { cwd: '/home/ann', files });
  const readme = (await files.read('/home/ann/notes-mcp/README.md')) ?? '';
  const [, table = ''] = /## Connect a client\n[^]*?\n(\| client[^]*?)\n\n/.exec(readme) ?? [];
  const rows = table.split('\n').map((row) => row.slice(2, -2).split(/ +\| +/));
  return { exit, stdout, stderr, rows: rows.slice(2).map((row) => row.map((cell) => cell.trim())) };
}

describe('the README names', () => {
  it('the usual clients', async () => {
    const { rows, stdout } = await created();
    expect(rows.map(([label]) => label)).toEqual([
      'Claude Code',
      'Claude Desktop',
      'Codex CLI',
      'Cursor',
      'VS Code',
    ]);
    expect(stdout).not.toContain('--client');
  });

  it('the clients that are chosen, each with its command and its file', async () => {
    const ids = ['cursor', 'continue', 'windsurf', 'claude-desktop', 'raycast', 'openai-agents-js'];
    const options = ids.flatMap((id) => ['--client', id]);
    const { rows, stdout } = await created(...options);
    expect(rows).toEqual([
      ['Cursor', '`npx mcp-provider config cursor --write --scope project`', '`.cursor/mcp.json`'],
      [
        'Continue',
        '`npx mcp-provider config continue --write --scope project`',
        '`.continue/mcpServers/notes.yaml`',
      ],
      [
        expect.stringContaining('Windsurf'),
        '`npx mcp-provider config windsurf --write`',
        '`~/.codeium/windsurf/mcp_config.json`',
      ],
      [
        'Claude Desktop',
        '`npx mcp-provider config claude-desktop --write`',
        '`claude_desktop_config.json`',
      ],
      ['Raycast', '`npx mcp-provider config raycast`', 'the form for MCP servers in Raycast'],
      [
        'OpenAI Agents SDK for JavaScript',
        '`npx mcp-provider config openai-agents-js`',
        'in your code',
      ],
    ]);
    expect(stdout).toContain(options.join(' '));
  });

  it('no client that is unknown', async () => {
    const { exit, stderr } = await created('--client', 'cursr');
    expect([exit, stderr]).toEqual([2, expect.stringContaining('cursor')]);
  });
});
