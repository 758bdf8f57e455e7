import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { ToolError } from 'mcp-provider';
import * as z from 'zod';
import { tool } from '../mcp-instance.js';

const execute = promisify(execFile);

export const getVersionTool = tool({
  name: 'get_version',
  description: 'Version of a program on the computer of the server.',
  input: z.strictObject({
    program: z.enum(['git', 'node']).describe('Program to ask for its version.'),
  }),
  annotations: { readOnlyHint: true, openWorldHint: false },
  // Without a shell; the time and the output are limited, and the program ends when the client cancels.
  async run({ program }, { signal }) {
    const limits = { signal, timeout: 10_000, maxBuffer: 64 * 1024 };
    try {
      const { stdout } = await execute(program, ['--version'], limits);
      return stdout.trim();
    } catch (error) {
      if (!isMissing(error)) throw error;
      throw new ToolError(
        `"${program}" was not found on the computer of the server: install it, or add its folder to PATH.`,
      );
    }
  },
});

/** Whether a program was not found, so that it did not start. */
const isMissing = (error: unknown) =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';
