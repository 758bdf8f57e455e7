import { defineRule } from '../define.js';
import { meantRule } from '../settings.js';

const LIST = 'Run "npx mcp-provider validate --list-rules" to see all rules.';

export default defineRule({
  severity: 'error',
  summary: '"rules" in .mcp-provider.json maps existing rules to "off", "warn" or "error".',
  why: 'Invalid settings have no effect, so the rule keeps its default severity.',
  source: { text: 'docs/rules of create-mcp-provider, "Suppress or configure".' },
  on: 'run',
  check({ project, settings, rules }, report) {
    const { state } = project.documents;
    const all = state?.get('rules');
    if (state && all && all.is !== 'map') {
      report({
        at: state.at(all),
        message: '"rules" is not an object, so no setting is applied.',
        hint: 'Write "rules": { "area/rule": "off" }.',
      });
    }
    for (const { at, rule, setting } of settings) {
      if (!rules.has(rule)) {
        const meant = meantRule(rule, [...rules]);
        report({
          at,
          message: `Unknown rule "${rule}".`,
          hint: meant === undefined ? LIST : `Did you mean "${meant}"? ${LIST}`,
        });
      } else if (!setting) {
        report({
          at,
          message: `The setting of "${rule}" is invalid.`,
          hint: 'Use "off", "warn" or "error".',
        });
      }
    }
  },
});
