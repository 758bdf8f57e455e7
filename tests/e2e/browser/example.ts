import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';
import { temporaryFolder } from '../../../runtime/tests/temporary-folder.js';
import { ROOT } from '../../cli/spawn.js';
import { goldenFiles, goldenProject } from '../../golden/projects.js';
import { writeFiles } from '../projects/rendered.js';
import { buildServer } from '../projects/together.js';

/**
 * A project of `examples`, built; its servers run in the environment that is given.
 * @param texts in place of others: addresses that do not exist, settings of the operator
 */
export async function exampleProject(
  name: string,
  environment: Record<string, string> = {},
  texts: Record<string, string> = {},
) {
  const root = temporaryFolder();
  const files = await goldenFiles(goldenProject(name));
  const replaced = (text: string) =>
    Object.entries(texts).reduce((last, [from, to]) => last.replaceAll(from, to), text);
  writeFiles(
    root,
    files.map((file) => ({ ...file, text: replaced(file.text) })),
  );
  symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'));
  await buildServer(root);
  return {
    /** Resolves at the first line that holds an address. */
    async start(...args: string[]) {
      const child = spawn(process.execPath, [join(root, 'dist', 'server.js'), ...args], {
        env: { ...process.env, MCP_DATA_DIR: join(root, 'data'), ...environment },
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      onTestFinished(() => void child.kill('SIGKILL'));
      const exit = once(child, 'exit').then(([code]: unknown[]) => code);
      for await (const line of createInterface(child.stderr)) {
        const [url] = /http:[^"\s]+/.exec(line) ?? [];
        if (url !== undefined) return { url, exit };
      }
      throw new Error(`${args.join(' ')} ended without an address`);
    },
  };
}
