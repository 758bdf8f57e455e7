import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const { resolve } = createRequire(import.meta.url);
const program = join(dirname(resolve('fastmcp')), 'bin', 'fastmcp.js');
const proxy = join(dirname(resolve('mcp-remote/package.json')), 'dist', 'proxy.js');

/** `fastmcp dev` starts a file as a server over stdio: here one that passes on the server at the URL. */
export async function connect({ url, token }) {
  const folder = await mkdtemp(join(tmpdir(), 'fastmcp-'));
  const file = join(folder, 'server.mjs');
  const args = [url, ...(token ? ['--header', `Authorization:Bearer ${token}`] : [])];
  const lines = [
    `process.argv.push(...${JSON.stringify(args)});`,
    `import(${JSON.stringify(proxy)});`,
  ];
  await writeFile(file, lines.join('\n'));
  return {
    async call(name) {
      const words = [program, 'dev', file, '--tool', name];
      return (await promisify(execFile)(process.execPath, words)).stdout;
    },
    close: () => rm(folder, { recursive: true }),
  };
}
