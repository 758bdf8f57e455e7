import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkScript, checkUsers, USERS } from '../../harness.js';
import type { Task } from '../../task.js';
import { CRM } from '../crm.js';

export const task: Task = {
  begin: CRM,
  isBusy: true,
  async check(checks, directory, { requests }) {
    checkScript(checks, directory);
    checkScript(checks, directory, 'check');
    const tests = join(directory, 'project', 'tests');
    const texts = readdirSync(tests).map((file) => readFileSync(join(tests, file), 'utf8'));
    checks.expect('A test has a 503', texts.join('\n').includes('503'));
    await checkUsers(checks, directory, async (session, user) => {
      const id = USERS.indexOf(user as 'ada') + 1;
      const summary = await session.call('customer_summary', { customer_id: id });
      const holds =
        summary.text.includes(`customers ${String(id)}`) && /orders"?: ?3/.test(summary.text);
      checks.expect('customer_summary', holds && !summary.isError, summary);
      const wrong = await session.call('customer_summary', {});
      checks.expect(
        'A wrong argument is named',
        wrong.isError && wrong.text.includes('customer_id'),
        wrong,
      );
    });
    checks.expect('Each of 16 requests is sent twice', requests.length === 32, requests);
  },
};
