import type { Kind } from '../../model/kind.js';
import type { ResourceSpec, ToolSpec } from '../../model/spec.js';

interface LedgerTool extends ToolSpec {
  posting?: { account: string };
}

const call = ({ posting }: LedgerTool) => `/postings/${posting?.account ?? ''}`;

const ledger: Kind<LedgerTool, ResourceSpec> = {
  label: 'A ledger',
  spec: {
    auth: ['request'],
    settings: [
      {
        key: 'ledgerUrl',
        name: 'ledger URL',
        schema: { type: 'string', description: 'The ledger.', examples: ['https://ledger.acme.dev'] },
        option: { value: 'url', description: 'where the ledger is' },
        question: 'URL of the ledger',
        check: (text) => (text.startsWith('https://') ? undefined : 'must begin with "https://"'),
      },
    ],
    tool: {
      key: 'posting',
      schema: {
        type: 'object',
        required: ['account'],
        properties: { account: { type: 'string', description: 'Account of the posting.' } },
        additionalProperties: false,
      },
      option: {
        flag: '--posting',
        value: 'account',
        description: 'the account: "cash"',
        read: (scanner) => ({ posting: { account: scanner.rest() } }),
        write: ({ posting }) => posting?.account,
      },
      async ask(questions, asked) {
        const account = await questions.text({ message: 'Account', ...asked });
        return account === '' ? [] : [{ posting: { account } }];
      },
      requires: () => [],
      annotations: () => ({ readOnlyHint: true }),
      check: () => undefined,
    },
    resource: {
      key: 'posting',
      schema: { type: 'object' },
      option: {
        flag: '--entry',
        value: 'entry',
        description: 'the entry',
        read: () => ({}),
        write: () => undefined,
      },
      ask: () => Promise.resolve(undefined),
      check: () => undefined,
    },
  },
  render: {
    toolCode: (tool) => ({
      imports: { '../api/client.js': ['callApi'] },
      member: `  run: (query, context) => callApi({ method: 'GET', path: '${call(tool)}', query }, context),`,
    }),
    apiFiles: ['auth', 'client'],
    identifiers: ['callApi'],
    dependencies: () => [],
  },
  test: {
    testing: () => 'mcp-provider/testing',
    toolCases: (tool) => [
      {
        request: { method: 'GET', path: call(tool) },
        response: { ok: true },
        result: '{"ok":true}',
      },
    ],
    resourceCase: () => undefined,
    listProperty: () => undefined,
    sample: {
      name: 'get_balance',
      description: 'The balance of the cash account.',
      inputSchema: { type: 'object', properties: {} },
      posting: { account: 'cash' },
    },
  },
};

export default ledger;
