import { servedBy } from '../../kinds/kind-of.js';
import { MOST_TOKENS } from '../../model/limits.js';
import { defineRule } from '../define.js';
import { servedTokens, tokensOf } from './size/estimate.js';
import { isSearched } from './size/surface.js';

const MOST = MOST_TOKENS.provider;

export default defineRule({
  severity: 'warning',
  summary: `The tool definitions of a provider have at most ${MOST} tokens together.`,
  why: 'Above 25,000 tokens for all servers, clients show a warning or hide tools from the model.',
  source: {
    text: 'anthropics/claude-code#12241, #13717; Dokploy/mcp#52',
    url: 'https://github.com/anthropics/claude-code/issues/12241',
  },
  on: 'provider',
  check(provider, report) {
    if (isSearched(provider)) return;
    const {
      name,
      place,
      tools: all,
      project: { code },
    } = provider;
    const served = servedBy(provider).tools;
    const each = [...all.map((tool) => tokensOf(tool, code)), ...served.map(servedTokens)];
    const tokens = each.reduce((sum, one) => sum + one, 0);
    if (tokens <= MOST) return;
    report({
      at: provider.file('mcp-instance')?.start ?? place,
      message: `The ${each.length} tools of "${name}" have about ${tokens} tokens; the recommended maximum is ${MOST}.`,
      hint: 'Combine tools, shorten descriptions, split the provider, or set "surface: search" in provider-config.yaml.',
    });
  },
});
