import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { checkScript, checkUsers } from '../../harness.js';
import type { Task } from '../../task.js';
import { CRM } from '../crm.js';

export const task: Task = {
  begin: `${CRM}
cd project
sed -i '/crm:/d' src/providers/index.ts
sed -i 's#/customers/#/customer/#' src/providers/crm/tools/get-customer.ts
sed -i '/^\\.env/d' .gitignore
git -c user.name=Ada -c user.email=ada@example.com commit --quiet --all --message 'Yesterday'
`,
  async check(checks, directory) {
    checkScript(checks, directory);
    checkScript(checks, directory, 'check');
    const words = ['status', '--short', '--untracked-files=all'];
    const status = execFileSync('git', words, {
      cwd: join(directory, 'project'),
      encoding: 'utf8',
    });
    checks.expect('Git does not take .env', !/ \.env$/m.test(status), status);
    await checkUsers(checks, directory, async (session) => {
      const seven = await session.call('get_customer', { customer_id: 7 });
      checks.expect('get_customer', seven.text.includes('customers 7'), seven);
    });
  },
};
