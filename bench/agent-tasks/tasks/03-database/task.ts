import { join } from 'node:path';
import Database from 'libsql';
import { checkScript, checkUsers, USERS } from '../../harness.js';
import type { Task } from '../../task.js';

export const task: Task = {
  prepare: (directory) => {
    const database = new Database(join(directory, 'planner.db'));
    database.exec(`
      CREATE TABLE projects (id INTEGER PRIMARY KEY, owner TEXT NOT NULL, name TEXT NOT NULL);
      CREATE TABLE tasks (id INTEGER PRIMARY KEY, owner TEXT NOT NULL, project_id INTEGER NOT NULL REFERENCES projects (id), title TEXT NOT NULL, done INTEGER NOT NULL DEFAULT 0);
    `);
    for (const [index, user] of USERS.entries())
      database.exec(`
        INSERT INTO projects VALUES (${String(index + 1)}, '${user}', 'Project of ${user}');
        INSERT INTO tasks VALUES (${String(index + 1)}, '${user}', ${String(index + 1)}, 'Task of ${user}', 0);
      `);
    database.close();
  },
  async check(checks, directory) {
    checkScript(checks, directory);
    await checkUsers(checks, directory, async (session, user) => {
      const others = USERS.filter((each) => each !== user);
      for (const tool of await session.tools()) {
        const names = Object.keys(tool.inputSchema.properties ?? {});
        checks.expect('No argument is the user', !names.includes('owner'), names);
      }
      for (const [tool, own] of [
        ['list_projects', `Project of ${user}`],
        ['list_tasks', `Task of ${user}`],
      ] as const) {
        const { text } = await session.call(tool);
        checks.expect(`${tool} has own rows`, text.includes(own), text);
        const foreign = others.filter((each) => text.includes(`of ${each}`));
        checks.expect(`${tool} has no rows of others`, foreign.length === 0, text);
      }
      const other = USERS.indexOf(others[0] ?? 'ada') + 1;
      for (const name of ['get_project', 'get_task']) {
        const tool = (await session.tools()).find((each) => each.name.endsWith(name));
        const [id = 'id'] = Object.keys(tool?.inputSchema.properties ?? {});
        const { text } = await session.call(name, { [id]: other });
        checks.expect(
          `${name} has no row of another user`,
          !text.includes(`of ${others[0] ?? ''}`),
          text,
        );
      }
    });
  },
};
