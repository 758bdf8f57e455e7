import { nearestOf } from '../../model/nearest.js';
import type { Rule } from '../../model/rule.js';

const STATE = '.mcp-provider.json';

export default {
  severity: 'error',
  summary:
    '"rules" in .mcp-provider.json contains only existing rules, set to "off", "warn" or "error".',
  why: 'A misspelled setting has no effect: the rule keeps its severity.',
  source: { text: '"Configure" in docs/validate.md of create-mcp-provider.' },
  run({ settings, rules }, report) {
    for (const { at, rule, setting } of settings) {
      if (!rules.includes(rule)) {
        const near = nearestOf(rule, rules);
        report(
          at,
          `There is no rule "${rule}".`,
          near === undefined ? 'Remove the setting.' : `Use "${near}".`,
          near === undefined ? undefined : [{ at, text: `"${near}"` }],
        );
      } else if (!setting)
        report(at, `The setting of "${rule}" is unknown.`, 'Use "off", "warn" or "error".');
    }
  },
  examples: {
    pass: [{ [STATE]: '{ "rules": { "contract/untested-provider": "off" } }\n' }],
    fail: [
      [
        { [STATE]: '{ "rules": { ‹"contract/provider-names"›: "off" } }\n' },
        'There is no rule "contract/provider-names".',
      ],
      [
        { [STATE]: '{ "rules": { ‹"contract/provider-name"›: "never" } }\n' },
        'The setting of "contract/provider-name" is unknown.',
      ],
    ],
    fix: [
      [
        { [STATE]: '{ "rules": { "contract/provider-names": "off" } }\n' },
        { [STATE]: '{ "rules": { "contract/provider-name": "off" } }\n' },
      ],
    ],
  },
} satisfies Rule;
