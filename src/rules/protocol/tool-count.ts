import { servedBy } from '../../kinds/kind-of.js';
import { TOOL_COUNTS } from '../../model/limits.js';
import { defineRule } from '../define.js';
import { isSearched } from './size/surface.js';

export default defineRule({
  severity: 'warning',
  summary: 'A provider lists at most 40 tools, the lowest limit of a client.',
  why: 'Clients omit tools beyond their limit without a warning, and models choose less accurately among many tools.',
  source: {
    text: 'bun913/mcp-testrail#6, Trae-AI/TRAE#1344, microsoft/vscode-copilot-release#11653',
    url: 'https://github.com/microsoft/vscode-copilot-release/issues/11653',
  },
  on: 'provider',
  check(provider, report) {
    if (isSearched(provider)) return;
    const { name, place, tools } = provider;
    const count = tools.length + servedBy(provider).tools.length;
    const limit = TOOL_COUNTS.find(({ most }) => count > most);
    if (!limit) return;
    report({
      at: provider.file('mcp-instance')?.start ?? place,
      message: `The provider "${name}" has ${count} tools; ${limit.client} ${limit.client.includes(' and ') ? 'accept' : 'accepts'} at most ${limit.most} for all servers together.`,
      hint: 'Combine tools, split the provider, or set "surface: search" in provider-config.yaml.',
    });
  },
});
