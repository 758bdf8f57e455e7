import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { stores, useStore } from '../../../runtime/tests/servers/stores.js';
import { raceProject, type SignedInProject, signedInProject } from './project.js';
import { race } from './race.js';

const CALLS = 50;
/** Each look at the credentials refreshes them. */
const seconds = 0;

/** Servers with clients that call a tool many times at once. */
function busyServers({ start }: SignedInProject, count: number) {
  return Array.from({ length: count }, () => {
    const server = start('--transport', 'stdio');
    for (const message of messages) server.stdin.write(`${JSON.stringify(message)}\n`);
    return { server, serves: once(server.stdout, 'data'), exit: once(server, 'exit') };
  });
}

const initialize = {
  protocolVersion: '2025-11-25',
  capabilities: {},
  clientInfo: { name: 'test', version: '1.0.0' },
};
const messages = [
  { jsonrpc: '2.0', id: 0, method: 'initialize', params: initialize },
  { jsonrpc: '2.0', method: 'notifications/initialized' },
  ...Array.from({ length: CALLS }, (_, index) => ({
    jsonrpc: '2.0',
    id: index + 1,
    method: 'tools/call',
    params: { name: 'who', arguments: {} },
  })),
];

/** Resolves when the service has been asked for a refresh, which it will never look at. */
const swallowed = ({ service }: SignedInProject) =>
  new Promise<void>((resolve) => {
    service.intercept = ({ url }) => {
      if (url !== '/token') return false;
      service.intercept = undefined;
      resolve();
      return true;
    };
  });

/** What the next processes find. */
const afterwards = (project: SignedInProject) =>
  race(project, { processes: 2, calls: 5, rounds: 1, pauseMs: 0 });
const allWell = { calls: 10, signedOut: 0, unauthorized: 0, errors: [] };

describe.each(stores)('servers that end while they refresh, credentials in $name', (store) => {
  const address = useStore(store);
  const root = raceProject(store.kind);
  const signedIn = () => signedInProject({ root, address: address(), seconds });

  // Windows ends processes without asking them.
  const cannotAsk = process.platform === 'win32';
  it.skipIf(store.isMissing || cannotAsk)('lose nothing where they are asked to', async () => {
    const project = await signedIn();
    const { service } = project;
    const { arrived, resume } = service.holdBack();
    const running = busyServers(project, 4);
    await Promise.all([arrived, ...running.map(({ serves }) => serves)]);
    for (const { server } of running) server.kill('SIGTERM');
    resume();
    for (const { exit } of running) expect(await exit).toEqual([0, null]);
    expect(service.counts.reused).toBe(0);
    expect(await afterwards(project)).toEqual(allWell);
  });

  it.skipIf(store.isMissing)('lose nothing where they are killed before it happens', async () => {
    const project = await signedIn();
    const asked = swallowed(project);
    const [running] = busyServers(project, 1);
    await asked;
    running?.server.kill('SIGKILL');
    await running?.exit;
    expect(await afterwards(project)).toEqual(allWell);
    expect(project.service.counts.reused).toBe(0);
  });

  it.skipIf(store.isMissing)(
    'lose this sign-in where they are killed before they have written',
    async () => {
      const project = await signedIn();
      const { arrived, resume } = project.service.holdBack();
      const [running] = busyServers(project, 1);
      await arrived;
      running?.server.kill('SIGKILL');
      await running?.exit;
      resume();
      expect(await afterwards(project)).toEqual({ ...allWell, signedOut: 10 });
      await project.signIn();
      expect(await afterwards(project)).toEqual(allWell);
    },
  );
});
