import { defineRule } from '../define.js';

export default defineRule({
  severity: 'error',
  summary:
    'Tools have a description, and descriptions of tools, resources and prompts are not empty.',
  why: 'A model chooses tools by their descriptions.',
  source: {
    text: 'MCP, "Tools", data types: a human-readable description of functionality',
    url: 'https://modelcontextprotocol.io/specification/2025-11-25/server/tools#tool',
  },
  on: 'provider',
  check({ tools, resources, prompts }, report) {
    for (const { description, at } of tools) {
      if (description.is === 'absent') {
        report({
          at,
          message: 'The tool has no description.',
          hint: 'Describe in one sentence what it does and when to use it.',
        });
      } else if (description.is === 'unseen') {
        report.unseen({
          at: description.at,
          message: 'Cannot determine the description of the tool.',
          hint: 'Write it as a string literal in the tool definition.',
        });
      }
    }
    for (const { description } of [...tools, ...resources, ...prompts]) {
      if (description.is === 'known' && description.value.trim() === '') {
        report({
          at: description.at,
          message: 'The description is empty.',
          hint: 'Describe in one sentence what it does and when to use it.',
        });
      }
    }
  },
});
