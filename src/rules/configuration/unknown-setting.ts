import { defineRule } from '../define.js';
import { meantRule } from '../settings.js';

const STATE = '.mcp-provider.json';

export default defineRule({
  severity: 'error',
  summary: 'Settings of rules in .mcp-provider.json name a rule and "off", "warn" or "error".',
  why: 'A setting with a slip in it is not applied: the rule goes on as if nothing had been said.',
  source: { text: 'The contract of this project.' },
  on: 'run',
  check({ project, settings, rules }, report) {
    const { state } = project.documents;
    const all = state?.get('rules');
    if (state && all && all.is !== 'map') {
      report({
        at: state.at(all),
        message: 'The settings of rules are no map, so none of them is applied.',
        hint: 'Write "rules": { "area/rule": "off" }.',
      });
    }
    for (const { at, rule, setting } of settings) {
      if (!rules.has(rule)) {
        const meant = meantRule(rule, [...rules]);
        report({
          at,
          message: `There is no rule "${rule}".`,
          hint: `${meant === undefined ? 'Correct the name;' : `Did you mean "${meant}"?`} "--list-rules" shows all of them.`,
        });
      } else if (!setting) {
        report({
          at,
          message: `The rule "${rule}" is set to something it does not know.`,
          hint: 'Use "off", "warn" or "error".',
        });
      }
    }
  },
  examples: [
    { ok: { [STATE]: '{ "rules": { "configuration/unknown-setting": "warn" } }\n' } },
    {
      bad: { [STATE]: '{ "rules": { "no/such-rule": "off" } }\n' },
      finds: [`${STATE}:1:14`],
    },
    {
      bad: { [STATE]: '{ "rules": { "configuration/unknown-setting": "sometimes" } }\n' },
      finds: [`${STATE}:1:14`],
    },
    {
      bad: { [STATE]: '{ "rules": ["configuration/unknown-setting"] }\n' },
      finds: [`${STATE}:1:12`],
    },
  ],
});
