import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import type { SignedInProject } from './project.js';
import type { Orders, Report } from './racer.js';

/** Processes that ask for one user's credentials at the same time, and use what they get; their reports added up. */
export async function race(
  { root, environment }: SignedInProject,
  { processes, ...orders }: Omit<Orders, 'root' | 'userId'> & { processes: number },
): Promise<Report> {
  const args = [join(root, 'dist', 'race', 'racer.js')];
  const children = Array.from({ length: processes }, () => {
    const orderText = JSON.stringify({ root, userId: 'local', ...orders } satisfies Orders);
    const child = spawn(process.execPath, [...args, orderText], {
      env: { ...process.env, ...environment },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    return child;
  });
  await Promise.all(children.map(({ stderr }) => once(stderr, 'data')));
  for (const { stdin } of children) stdin.end();
  const reports = await Promise.all(
    children.map(async ({ stdout }) => JSON.parse(await text(stdout)) as Report), // written by it
  );
  return reports.reduce((sum, report) => ({
    calls: sum.calls + report.calls,
    signedOut: sum.signedOut + report.signedOut,
    unauthorized: sum.unauthorized + report.unauthorized,
    errors: [...sum.errors, ...report.errors],
  }));
}
