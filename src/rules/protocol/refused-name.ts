import { ALLOWED, broken, complaintOf, REFUSED } from '../../model/limits.js';
import { defineRule } from '../define.js';

export default defineRule({
  severity: 'error',
  summary: 'Names of tools and providers are valid in every client.',
  why: 'The API behind a client rejects invalid names, often together with all other tools of the session.',
  source: {
    text: 'MCP, "Tool names", and the stricter limits of clients: anthropics/claude-code#19882, ComposioHQ/composio#2788',
    url: 'https://modelcontextprotocol.io/specification/2025-11-25/server/tools#tool-names',
  },
  on: 'provider',
  check({ name: provider, place, tools }, report) {
    if (!ALLOWED.test(provider)) {
      report({
        at: place,
        message: `The provider name "${provider}" has characters that clients reject.`,
        hint: 'Rename its directory and its key in provider-config.yaml; use lower-case letters, digits and "_".',
      });
    }
    for (const { name, at } of tools) {
      if (name.is === 'absent') {
        report({
          at,
          message: 'The tool has no name.',
          hint: 'Add "name" in snake_case, for example "send_message".',
        });
        continue;
      }
      if (name.is === 'unseen') {
        report.unseen({
          at: name.at,
          message: 'Cannot determine the name of the tool.',
          hint: 'Write it as a string literal in the tool definition.',
        });
        continue;
      }
      const { value } = name;
      if (!ALLOWED.test(value)) {
        const hint = 'Use lower-case letters, digits and "_", for example "send_message".';
        const message =
          value === ''
            ? 'The tool name is empty.'
            : `The tool name "${value}" has characters that clients reject.`;
        report({ at: name.at, message, hint });
        continue;
      }
      const limit = broken(REFUSED, provider, value);
      if (limit) {
        report({
          at: name.at,
          message: `The tool name "${value}" ${complaintOf(limit)}.`,
          hint: 'Choose a shorter name without the name of the provider.',
        });
      }
    }
  },
});
