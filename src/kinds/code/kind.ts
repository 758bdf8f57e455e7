import type { Kind } from '../../model/kind.js';
import contract from './contract.js';
import { sampleTool, toolCases, toolCode } from './example.js';
import options from './options.js';

const CALLS = [
  'a tool does its work in `run`, or calls functions of files beside `tools/`; the caller is `context.principal.userId`.',
  'Where it changes nothing, state `annotations` (`add-tool --annotation readOnlyHint=true`).',
  "Once it is written, delete `todo` from its case in `tests/`, and give each branch a case: `[{ title: 'heavy', arguments: { … }, result: { … } }, { title: 'too heavy', arguments: { … }, error: 'At most 40 kg.' }]`.",
].join(' ');

const code: Kind = {
  label: options.label,
  contract,
  spec: { auth: ['nothing'], settings: [] },
  render: {
    toolCode,
    apiFiles: ['auth'],
    identifiers: [],
    functions: 'outside',
    dependencies: () => [],
    calls: CALLS,
  },
  reviewRows: () => [
    { label: 'Calls', text: 'functions of this project, on the computer of the server' },
  ],
  test: {
    testing: () => 'mcp-provider/testing/code',
    toolCases,
    sample: sampleTool,
  },
};

export default code;
