import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import * as z from 'zod';
import { tool } from '../mcp-instance.js';

const execute = promisify(execFile);

export const getVersion = tool({
  name: 'get_version',
  description: 'Version of a program on the computer of the server.',
  input: z.strictObject({
    program: z.enum(['git', 'node']).describe('Program to ask for its version.'),
  }),
  annotations: { readOnlyHint: true, openWorldHint: false },
  // Without a shell; the time and the output are limited, and the program ends when the client cancels.
  async run({ program }, { signal }) {
    const limits = { signal, timeout: 10_000, maxBuffer: 64 * 1024 };
    const { stdout } = await execute(program, ['--version'], limits);
    return stdout.trim();
  },
});
