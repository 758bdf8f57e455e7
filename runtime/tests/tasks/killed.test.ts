import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, type TestContext } from 'vitest';
import { startServers } from '../servers/killed-servers.js';
import { sharedWork } from '../servers/stores.js';
import { temporaryFolder } from '../temporary-folder.js';
import { callTask, settled, type TaskResult } from './task-client.js';

/** For a long run: TASKS=200 KILLS=100. */
const TASKS = Number(process.env.TASKS ?? 4);
const KILLS = Number(process.env.KILLS ?? 1);
const RUN_MS = 400;
/** Longer than the pauses of a busy machine: a server that loses its lease runs a task a second time. */
const LEASE_MS = 3_000;
/** A user has at most 100 stored tasks. */
const USERS = 4;
const program = join(import.meta.dirname, '../project/dist/tasks.js');

describe.each(sharedWork)('$name', (store) => {
  /** Servers with a store of their own: all tests of a store wait at once. */
  async function start({ onTestFinished }: TestContext) {
    const { address, stop } = await store.start();
    onTestFinished(stop);
    const folder = temporaryFolder(onTestFinished);
    const effects = join(folder, 'effects');
    writeFileSync(effects, '');
    const environment = {
      MCP_DATA_DIR: folder,
      TOKEN_STORE: address,
      QUEUE: store.queue ?? '',
      CREDENTIALS_KEY: randomBytes(32).toString('base64'),
      MCP_TASK_LEASE_MS: String(LEASE_MS),
      MCP_TASKS_PER_USER: '100',
      EFFECTS: effects,
      RUN_MS: String(RUN_MS),
    };
    const servers = startServers(program, environment, onTestFinished);
    await servers.started;
    return { servers, lines: () => readFileSync(effects, 'utf8').split('\n') };
  }

  it.for(['pay', 'put'])(
    'a server that stood still while it ran "%s" ends the task no second time',
    { skip: store.isMissing, concurrent: true },
    async (key, context) => {
      const { servers, lines } = await start(context);
      const { taskId } = await callTask(await servers.url(), key, { key }, 'user');
      await expect.poll(lines).toContain(`${key} one`);
      const pid = Number(lines()[0]?.split(' ').at(-1));
      process.kill(pid, 'SIGSTOP');
      context.onTestFinished(() => void process.kill(pid, 'SIGCONT'));
      const url = await servers.besides(pid);
      const ended = await settled(url, taskId, 'user');
      process.kill(pid, 'SIGCONT');
      await sleep(RUN_MS + 2 * LEASE_MS);
      expect(await settled(url, taskId, 'user')).toEqual(ended);
      if (key === 'put') return expect(ended.status).toBe('completed');
      expect(ended.error?.message).toContain('The tool may have taken effect');
      expect(lines().filter((line) => line === `${key} one`)).toHaveLength(1);
    },
  );

  it(
    'servers that are killed lose no task, and repeat only what may be repeated',
    { skip: store.isMissing, concurrent: true, timeout: 120_000 + KILLS * 15_000 },
    async (context) => {
      const { servers, lines } = await start(context);
      const tasks: { taskId: string; key: string; user: string }[] = [];
      for (let kill = 0; kill < KILLS; kill++) {
        for (let count = 0; count < TASKS / KILLS; count++) {
          const name = (kill + count) % 2 ? 'pay' : 'put';
          const key = `${name}-${kill}-${count}`;
          const user = `user${kill % USERS}`;
          const { taskId } = await callTask(await servers.url(), name, { key }, user).catch(
            () => ({ taskId: undefined }), // its server was killed
          );
          if (taskId !== undefined) tasks.push({ taskId, key, user });
        }
        await sleep(Math.random() * RUN_MS);
        await servers.kill();
      }
      const ended: (TaskResult & { key: string })[] = [];
      for (const { taskId, key, user } of tasks) {
        let task: TaskResult | undefined;
        while (!task)
          task = await settled(await servers.url(), taskId, user).catch(() => undefined);
        ended.push({ ...task, key });
      }
      const written = lines();
      const countOf = (line: string) => written.filter((each) => each === line).length;
      for (const { key, status, error } of ended) {
        if (key.startsWith('put') || status !== 'failed') expect(status, key).toBe('completed');
        else expect(error?.message).toContain('The tool may have taken effect');
        if (status === 'completed') expect(countOf(`${key} two`), key).toBeGreaterThan(0);
        if (key.startsWith('pay')) expect([0, 1], key).toContain(countOf(`${key} one`));
        if (key.startsWith('pay')) expect([0, 1], key).toContain(countOf(`${key} two`));
      }
      expect(ended.length).toBe(tasks.length);
      if (process.env.KILLS !== undefined)
        console.log(store.name, {
          tasks: ended.length,
          kills: KILLS,
          completed: ended.filter(({ status }) => status === 'completed').length,
          interrupted: ended.filter(({ status }) => status === 'failed').length,
          doubled: ended.filter(({ key }) => key.startsWith('pay') && countOf(`${key} two`) > 1)
            .length,
        });
    },
  );
});
