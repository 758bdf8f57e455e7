import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Call } from 'mcp-provider/api';
import type { input } from '../tools/get-version.js';

const run = promisify(execFile);

/** Without a shell; the time and the output are limited, and the program ends when the client cancels. */
export const getVersion: Call<typeof input> = async ({ program }, { signal }) => {
  const limits = { signal, timeout: 10_000, maxBuffer: 64 * 1024 };
  const { stdout } = await run(program, ['--version'], limits);
  return stdout.trim();
};
