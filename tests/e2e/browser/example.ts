import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';
import { goldenProjects, projectSpec } from '../../golden/projects.js';
import { buildProject, renderedProject } from '../rendered.js';

/** A project of `examples`, built; its servers run in the environment that is given. */
export async function exampleProject(name: string, environment: Record<string, string> = {}) {
  const golden = goldenProjects.find((project) => project.name === name);
  const root = renderedProject(await projectSpec(golden!));
  await buildProject(root);
  return {
    /** Resolves at the first line that holds an address. */
    async start(...args: string[]) {
      const child = spawn(process.execPath, [join(root, 'dist', 'server.js'), ...args], {
        env: { ...process.env, MCP_DATA_DIR: join(root, 'data'), ...environment },
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      onTestFinished(() => void child.kill('SIGKILL'));
      const lines = createInterface(child.stderr);
      const [line] = (await once(lines, 'line')) as [string]; // Node's readline
      const exit = once(child, 'exit').then(([code]: unknown[]) => code);
      return { url: /http:[^"\s]+/.exec(line)?.[0] ?? '', exit };
    },
  };
}
