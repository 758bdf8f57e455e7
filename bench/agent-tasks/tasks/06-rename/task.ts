import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkScript, checkUsers } from '../../harness.js';
import type { Task } from '../../task.js';
import { CRM } from '../crm.js';

export const task: Task = {
  begin: `${CRM}
cd project
npx mcp-provider lock --yes
npx mcp-provider config roo-code --write --scope project
mkdir .claude
sed -i 's/"crm": {/&\\n      "alwaysAllow": ["get_customer", "list_customers"],/' .roo/mcp.json
printf '{ "permissions": { "allow": ["mcp__crm__get_customer", "mcp__crm__list_customers"] } }\\n' > .claude/settings.json
`,
  async check(checks, directory, { requests }) {
    checkScript(checks, directory);
    checkScript(checks, directory, 'check');
    await checkUsers(checks, directory, async (session) => {
      const names = (await session.tools()).map(({ name }) => name.replace(/^crm_/, ''));
      checks.expect('The tools', names.toSorted().join() === 'delete_order,find_customer', names);
      const seven = await session.call('find_customer', { customer: 7 });
      checks.expect('find_customer', seven.text.includes('customers 7') && !seven.isError, seven);
      const old = await session.call('find_customer', { customer_id: 7 });
      checks.expect('The old argument works, too', !old.isError, old);
      const deletion = await session.call('delete_order', { order_id: 5 });
      checks.expect('delete_order', !deletion.isError, deletion);
    });
    const deletions = requests.filter((each) => each === 'DELETE /crm/v1/orders/5').length;
    checks.expect('Each deletion is sent once', deletions === 8, requests);
    for (const [file, approval] of [
      ['.roo/mcp.json', '"find_customer"'],
      ['.claude/settings.json', '"mcp__crm__find_customer"'],
    ] as const) {
      const text = readFileSync(join(directory, 'project', file), 'utf8');
      checks.expect(`${file} has the approval`, text.includes(approval), text);
      const isOld = /get_customer|list_customers|delete_order/.test(text);
      checks.expect(`${file} approves nothing else`, !isOld, text);
    }
  },
};
