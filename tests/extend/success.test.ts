import { expect, it } from 'vitest';
import { runProgram } from '../support/machine.js';
import { memoryFiles } from '../support/memory.js';

const SPEC = `name: acme
description: Acme.
baseUrl: https://api.acme.dev
auth: { style: none }
success: { path: state, values: [OK] }
tools:
  - name: get_me
    description: Me.
    inputSchema: { type: object }
    request: { method: GET, path: /me }
`;

it('the test of an added tool has a response that is a success by the rule of the client', async () => {
  const machine = { files: memoryFiles({ '/p/acme.yaml': SPEC }), cwd: '/p' };
  const run = async (...words: string[]) => {
    const { exit, stderr } = await runProgram([...words, '--yes', '--no-install'], machine);
    expect(exit, stderr).toBe(0);
  };
  await run('create', 'acme-mcp', '--spec', 'acme.yaml', '--no-git');
  machine.cwd = '/p/acme-mcp';
  await run('add-tool', 'get_you', '--description', 'You.', '--request', 'GET /you');
  const test = machine.files.texts()['/p/acme-mcp/tests/acme.test.ts'];
  expect(test?.match(/response: .*/g)).toEqual(Array(2).fill("response: { state: 'OK' },"));
});
