import { TOOL_COUNTS } from '../../model/limits.js';
import { defineRule } from '../define.js';

const MORE = 'src/providers/weather/tools/more.ts';
const more = (count: number) => ({
  [MORE]: `import * as z from 'zod';
import { tool } from '../mcp-instance.js';

${Array.from({ length: count }, (_, index) => `tool({ name: 'get_${index}', description: 'One.', input: z.object({}), run: () => Promise.resolve('') });\n`).join('')}`,
});

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
    { ok: more(39) },
    { bad: more(40), finds: ['src/providers/weather/mcp-instance.ts:1:1'] },
  ],
});
