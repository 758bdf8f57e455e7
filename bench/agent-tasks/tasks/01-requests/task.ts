import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { KEY } from '../../api.js';
import { checkScript, checkSecret, checkUsers } from '../../harness.js';
import type { Task } from '../../task.js';

export const task: Task = {
  prepare: (directory) => {
    writeFileSync(join(directory, 'key.txt'), KEY);
  },
  async check(checks, directory, { requests }) {
    checkSecret(checks, directory, KEY);
    checkScript(checks, directory);
    await checkUsers(checks, directory, async (session) => {
      const [tool] = (await session.tools()).filter(({ name }) => name.endsWith('get_customer'));
      const [id = ''] = Object.keys(tool?.inputSchema.properties ?? {});
      const seven = await session.call('get_customer', { [id]: 7 });
      checks.expect('get_customer', seven.text.includes('customers 7'), seven);
      const list = await session.call('list_customers', { limit: 2 });
      checks.expect(
        'list_customers',
        list.text.includes('customers 2') && !list.text.includes('customers 3'),
        list,
      );
      const order = await session.call('create_order', { customer_id: 7, item: 'lamp' });
      checks.expect('create_order', order.text.includes('lamp') && !order.isError, order);
      const wrong = await session.call('list_customers', { limit: 'many' });
      checks.expect(
        'A wrong argument is named',
        wrong.isError && wrong.text.includes('limit'),
        wrong,
      );
    });
    const orders = requests.filter((each) => each.startsWith('POST')).length;
    checks.expect('Each order is created once', orders === 8, orders);
  },
};
