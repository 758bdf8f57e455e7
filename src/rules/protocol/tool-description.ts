import { defineRule } from '../define.js';

const TOOL = 'src/providers/weather/tools/get-forecast.ts';
const LINE = "description: 'The weather of the next days at a place.',";

export default defineRule({
  severity: 'error',
  summary: 'Every tool has a description, and none of a resource or a prompt is empty.',
  why: 'The description is all that a model knows of a tool when it chooses one.',
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
          hint: 'Say in one sentence what it does and when to use it.',
        });
      } else if (description.is === 'unseen') {
        report.unseen({
          at: description.at,
          message: 'The description of the tool cannot be seen.',
          hint: 'Write it as a string where the tool is made.',
        });
      }
    }
    for (const { description } of [...tools, ...resources, ...prompts]) {
      if (description.is === 'known' && description.value.trim() === '') {
        report({
          at: description.at,
          message: 'The description is empty.',
          hint: 'Say in one sentence what it does and when to use it.',
        });
      }
    }
  },
  examples: [
    { ok: {} },
    {
      ok: { [TOOL]: { replace: LINE, with: "description: 'The weather ' +\n    'at a place.'," } },
    },
    {
      ok: {
        [TOOL]: { replace: LINE, with: "description: ['The weather', 'at a place.'].join(' ')," },
      },
    },
    {
      bad: { [TOOL]: { replace: LINE, with: "description: ['', ' '].join(' ').trim()," } },
      finds: [`${TOOL}:8:16`],
    },
    { bad: { [TOOL]: { replace: LINE, with: '' } }, finds: [`${TOOL}:5:1`] },
    { bad: { [TOOL]: { replace: LINE, with: "description: ' '," } }, finds: [`${TOOL}:8:16`] },
    { bad: { [TOOL]: { replace: LINE, with: 'description: text(),' } }, finds: [`${TOOL}:8:16`] },
  ],
});
