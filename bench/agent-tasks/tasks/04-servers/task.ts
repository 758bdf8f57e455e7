import { checkScript, checkUsers } from '../../harness.js';
import type { Task } from '../../task.js';

export const task: Task = {
  async check(checks, directory) {
    checkScript(checks, directory);
    await checkUsers(checks, directory, async (session, user) => {
      const echo = await session.call('echo', { message: `from ${user}` });
      checks.expect('echo', echo.text.includes(`from ${user}`) && !echo.isError, echo);
      const graph = await session.call('read_graph');
      checks.expect('read_graph', !graph.isError, graph);
      // The memory server loses what is written at once: one user writes.
      if (user !== 'ada') return;
      const entity = { name: user, entityType: 'user', observations: ['writes'] };
      const creation = await session.call('create_entities', { entities: [entity] });
      checks.expect('create_entities', creation.text.includes('writes'), creation);
      const wrong = await session.call('echo', {});
      checks.expect(
        'A wrong argument is named',
        wrong.isError && wrong.text.includes('message'),
        wrong,
      );
    });
  },
};
