import type { Rule } from '../../model/rule.js';
import { nearestOf } from '../../model/text/nearest.js';

const CONFIG = 'provider-config.yaml';
const comment = (text: string) => ['    port', `    ${text}\n    port`] as const;

export default {
  severity: 'warning',
  summary:
    'Each suppression comment names an existing rule and a reason, and suppresses a finding.',
  why: 'A comment without effect suppresses the next finding, too.',
  source: { text: '"Suppress" in docs/validate.md of create-mcp-provider.' },
  run({ suppressions, rules, complete: completeRules }, report) {
    for (const { range, rule, reason, isUsed } of suppressions) {
      if (!rules.includes(rule)) {
        const suggestion = nearestOf(rule, rules);
        report(
          range,
          `There is no rule "${rule}".`,
          suggestion === undefined ? 'Remove the comment.' : `Did you mean "${suggestion}"?`,
        );
      } else if (reason === '')
        report(
          range,
          'This comment has no reason, and no effect.',
          `Add one: mcp-provider-disable-next-line ${rule} -- reason.`,
        );
      else if (!isUsed && completeRules.has(rule))
        report(range, 'This comment suppresses nothing.', 'Remove it.');
    }
  },
  examples: {
    pass: [
      {
        [CONFIG]: [
          '    port: 8710',
          '    # mcp-provider-disable-next-line contract/config-schema -- set by the container\n    port: 0',
        ],
      },
    ],
    fail: [
      [
        { [CONFIG]: comment('‹# mcp-provider-disable-next-line contract/config-schema -- why›') },
        'This comment suppresses nothing.',
      ],
      [
        { [CONFIG]: comment('‹# mcp-provider-disable-next-line contract/config-schema›') },
        'This comment has no reason, and no effect.',
      ],
      [
        { [CONFIG]: comment('‹# mcp-provider-disable-next-line contract/config-schemas -- why›') },
        'There is no rule "contract/config-schemas".',
      ],
    ],
  },
} satisfies Rule;
