import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { onTestFinished } from 'vitest';
import { commandWords as wordsOf } from '../../src/utils/command-words.js';
import { freePort } from '../servers/program.js';
import { program } from './gateway.js';

/** `server-everything` over Streamable HTTP, until the test ends; returns its URL. */
export const everythingOverHttp = async (): Promise<string> => (await startEverything()).url;

/** As `everythingOverHttp`, on a port; `end` kills it. */
export async function startEverything(given?: number) {
  const [command = '', ...args] = wordsOf(program('server-everything', 'streamableHttp'));
  const port = given ?? (await freePort());
  const child = spawn(command, args, {
    env: { ...process.env, PORT: String(port) },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let printed = '';
  for await (const chunk of child.stderr) {
    printed += String(chunk);
    if (printed.includes('listening')) break;
  }
  return {
    url: `http://127.0.0.1:${port}/mcp`,
    async end() {
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}
