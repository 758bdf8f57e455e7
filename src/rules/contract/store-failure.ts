import { defineRule } from '../define.js';
import { failedReads } from './parts/failed-reads.js';

export default defineRule({
  severity: 'error',
  summary: 'A failure of a credential store is no missing record.',
  why: 'An outage of the store signs all users out, and a sign-in or a refresh meanwhile replaces tokens that are valid.',
  limits:
    'Found are stores that the project implements, and reads of stores with a name such as "tokenStore".',
  source: { text: 'The documentation of `SharedStore` in mcp-provider/server.' },
  on: 'file',
  check(file, report, { code }) {
    if (file.test) return;
    for (const { file: from, value } of failedReads(file, code)) {
      report({
        at: from.at(value),
        message: 'A failure of the store is taken for a missing record.',
        hint: 'Let the error through, and return null only where the store has no such record.',
      });
    }
  },
});
