import { expect, it, vi } from 'vitest';
import { serverProvider } from '../../src/sources/mcp/provider.js';
import { runProgram } from '../support/machine.js';
import { memoryFiles } from '../support/memory.js';
import { person } from '../support/person.js';

vi.mock('../../src/sources/mcp/provider.js', { spy: true });

it('a service with an MCP server offers it beside its API', async () => {
  vi.mocked(serverProvider).mockRejectedValueOnce(new Error('not in a test'));
  const { questions } = person({ 'What do the tools of Linear call?': 'server' });
  const files = memoryFiles({ '/home/ann/a.txt': '' });
  const created = runProgram(['create', 'acme-mcp', '--from', 'linear'], {
    files,
    cwd: '/home/ann',
    questions,
  });
  await expect(created).rejects.toThrow('not in a test');
  expect(vi.mocked(serverProvider).mock.calls.map((call) => call[3])).toEqual([
    'https://mcp.linear.app/mcp',
  ]);
});
