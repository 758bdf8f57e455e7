import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { onTestFinished } from 'vitest';

/**
 * Starts a built program twice, which serves over HTTP. One that is killed starts again.
 * @param atEnd of the test; one that runs beside others has its own
 */
export function startServers(
  program: string,
  environment: Record<string, string>,
  atEnd: (stop: () => void) => unknown = onTestFinished,
) {
  const servers: { child: ChildProcess; url: string | undefined }[] = [];
  function launch(index: number): Promise<void> {
    const child = spawn(process.execPath, [program], {
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const server = { child, url: undefined as string | undefined };
    servers[index] = server;
    child.once('exit', () => {
      server.url = undefined;
      if (!hasEnded) void launch(index);
    });
    return new Promise((resolve) => {
      createInterface(child.stderr).on('line', (line) => {
        const [url] = /http:[^ "]+\/mcp/.exec(line) ?? [];
        if (url !== undefined) server.url ??= url;
        if (url !== undefined) resolve();
      });
    });
  }
  let hasEnded = false;
  atEnd(() => {
    hasEnded = true;
    for (const { child } of servers) child.kill('SIGKILL');
  });
  const running = () => servers.filter(({ url }) => url !== undefined);
  return {
    started: Promise.all([launch(0), launch(1)]),
    async url(): Promise<string> {
      while (running().length === 0) await sleep(20);
      return running()[Math.floor(Math.random() * running().length)]?.url ?? '';
    },
    /** The addresses of both, in any order. */
    async both(): Promise<[string, string]> {
      while (running().length < 2) await sleep(20);
      const [one = '', other = ''] = running().map(({ url }) => url);
      return Math.random() < 0.5 ? [one, other] : [other, one];
    },
    /** The address of the one that is not this process. */
    async besides(pid: number): Promise<string> {
      while (running().length < 2) await sleep(20);
      return running().find(({ child }) => child.pid !== pid)?.url ?? '';
    },
    async kill(): Promise<void> {
      while (running().length === 0) await sleep(20);
      const server = running()[Math.floor(Math.random() * running().length)];
      if (!server) return;
      server.child.kill('SIGKILL');
      server.url = undefined;
    },
  };
}
