import type { Kind } from '../../model/kind.js';
import contract from './contract.js';
import { example, toolCase, toolCode } from './example.js';
import options from './options.js';

const code: Kind = {
  label: options.label,
  contract,
  spec: { auth: ['nothing'], settings: [] },
  render: {
    toolCode,
    apiFiles: ['auth'],
    identifiers: [],
    dependencies: () => [],
    calls: 'Functions of own code get the caller as `context.principal.userId`.',
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
