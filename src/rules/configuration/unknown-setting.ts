import { defineRule } from '../define.js';
import { project } from '../example.js';
import { meantRule } from '../settings.js';

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
    {
      ok: project`
        // .mcp-provider.json
        { "rules": { "configuration/unknown-setting": "warn" } }
      `,
    },
    {
      bad: project`
        // .mcp-provider.json
        { "rules": { ‹"no/such-rule"›: "off" } }
      `,
      finds: ['There is no rule "no/such-rule".'],
    },
    {
      bad: project`
        // .mcp-provider.json
        { "rules": { ‹"configuration/unknown-setting"›: "sometimes" } }
      `,
      finds: ['The rule "configuration/unknown-setting" is set to something it does not know.'],
    },
    {
      bad: project`
        // .mcp-provider.json
        { "rules": ‹["configuration/unknown-setting"]› }
      `,
      finds: ['The settings of rules are no map, so none of them is applied.'],
    },
  ],
});
