import type { KindOptions } from '../../model/kind.js';

export default {
  label: 'A ledger',
  spec: {
  settings: [{ key: 'ledgerUrl', option: { value: 'url', description: 'where the ledger is' } }],
  tool: { option: { flag: '--posting', value: 'account', description: 'the account: "cash"' } },
  resource: { option: { flag: '--entry', value: 'entry', description: 'the entry' } },
  },
} satisfies KindOptions;
