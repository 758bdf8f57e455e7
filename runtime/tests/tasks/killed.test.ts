import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { startServers } from '../servers/killed-servers.js';
import { sharedWork, useStore } from '../servers/stores.js';
import { temporaryFolder } from '../temporary-folder.js';
import { callTask, settled, type TaskResult } from './task-client.js';

/** For a long run: TASKS=200 KILLS=100. */
const TASKS = Number(process.env.TASKS ?? 4);
const KILLS = Number(process.env.KILLS ?? 1);
const RUN_MS = 400;
/** A user has at most 100 stored tasks. */
const USERS = 4;
const program = join(import.meta.dirname, 'task-server.ts');

describe.each(sharedWork)('$name', (store) => {
  const address = useStore(store);

  it.skipIf(store.isMissing)(
    'servers that are killed lose no task, and repeat only what may be repeated',
    { timeout: 120_000 + KILLS * 15_000 },
    async () => {
      const folder = temporaryFolder();
      const effects = join(folder, 'effects');
      writeFileSync(effects, '');
      const servers = startServers(program, {
        MCP_DATA_DIR: folder,
        TOKEN_STORE: address(),
        QUEUE: store.queue ?? '',
        CREDENTIALS_KEY: randomBytes(32).toString('base64'),
        MCP_TASK_LEASE_MS: '1500',
        MCP_TASKS_PER_USER: '100',
        EFFECTS: effects,
        RUN_MS: String(RUN_MS),
      });
      await servers.started;
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
      const lines = readFileSync(effects, 'utf8').split('\n');
      const countOf = (line: string) => lines.filter((each) => each === line).length;
      for (const { key, status, error } of ended) {
        if (key.startsWith('put') || status !== 'failed') expect(status, key).toBe('completed');
        else expect(error?.message).toContain('It is not known whether it took effect');
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
