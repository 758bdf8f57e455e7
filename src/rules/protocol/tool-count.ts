import { TOOL_COUNTS } from '../../model/limits.js';
import { defineRule } from '../define.js';
import { project } from '../example.js';

const tools = (count: number) =>
  Array.from(
    { length: count },
    (_, index) =>
      `tool({ name: 'get_${index}', description: 'One.', input: z.object({}), run: () => Promise.resolve('') });`,
  ).join('\n');

export default defineRule({
  severity: 'warning',
  summary: 'A provider has no more tools than every client sends.',
  why: 'Clients leave out tools beyond their limit without a word, and models choose worse among many.',
  source: {
    text: 'bun913/mcp-testrail#6, Trae-AI/TRAE#1344, microsoft/vscode-copilot-release#11653',
    url: 'https://github.com/microsoft/vscode-copilot-release/issues/11653',
  },
  on: 'provider',
  check(provider, report) {
    const { name, place, tools } = provider;
    const limit = TOOL_COUNTS.find(({ most }) => tools.length > most);
    if (!limit) return;
    report({
      at: provider.file('mcp-instance')?.start ?? place,
      message: `The provider "${name}" has ${tools.length} tools; the limit of ${limit.client} is ${limit.most} for all servers together.`,
      hint: 'Offer fewer and broader tools, or make two providers of it.',
    });
  },
  examples: [
    {
      ok: project`
        // src/providers/weather/tools/more.ts
        import * as z from 'zod';
        import { tool } from '../mcp-instance.js';

        ${tools(39)}
      `,
    },
    {
      bad: project`
        // src/providers/weather/tools/more.ts
        import * as z from 'zod';
        import { tool } from '../mcp-instance.js';

        ${tools(40)}

        // src/providers/weather/mcp-instance.ts, unchanged
        ‹import› type { CreateServer } from '../../core/instance.js';
      `,
      finds: [
        'The provider "weather" has 41 tools; the limit of Cursor and Trae is 40 for all servers together.',
      ],
    },
  ],
});
