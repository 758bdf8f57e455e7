import type { Kind } from '../../model/kind.js';
import contract from './contract.js';
import { example, toolCase, toolModule } from './example.js';
import options from './options.js';

const code: Kind = {
  label: options.label,
  contract,
  spec: { auth: ['nothing'], settings: [] },
  render: {
    toolModule,
    apiFiles: ['auth'],
    identifiers: [],
    dependencies: () => [],
    calls: 'Functions of own code get the caller as `context.principal.userId`.',
    readme: ({ name }: { name?: string }) =>
      `Each tool calls a function in \`src/providers/${name}/api/\`.`,
  },
  tells: () => [
    { label: 'Calls', text: 'functions of this project, on the computer of the server' },
  ],
  test: {
    testing: () => 'mcp-provider/testing/code',
    toolCase,
    sample: example,
  },
};

export default code;
