import { defineRule } from '../define.js';
import { project } from '../example.js';
import { meantRule } from '../settings.js';

export default defineRule({
  severity: 'warning',
  summary: 'Every comment that silences a finding names a rule, gives a reason and is needed.',
  why: 'A silence that outlives its finding hides the next one, and without a reason nobody dares to remove it.',
  source: {
    text: 'The same holds for ESLint’s --report-unused-disable-directives.',
    url: 'https://eslint.org/docs/latest/use/command-line-interface#--report-unused-disable-directives',
  },
  on: 'run',
  check({ silences, rules, complete }, report) {
    for (const { at, rule, reason, used } of silences) {
      if (!rules.has(rule)) {
        const meant = meantRule(rule, [...rules]);
        report({
          at,
          message:
            rule === '' ? 'This silence names no rule.' : `There is no rule "${rule}" to silence.`,
          hint: `${meant === undefined ? '' : `Did you mean "${meant}"? `}A silence reads "mcp-provider-disable-next-line area/rule -- reason".`,
        });
      } else if (reason === '') {
        report({
          at,
          message: `The silence of "${rule}" has no reason, so it silences nothing.`,
          hint: 'Say why after two hyphens: "-- the API has no other name for it".',
        });
      } else if (!used && complete.has(rule)) {
        report({
          at,
          message: `The rule "${rule}" finds nothing in the next line.`,
          hint: 'Remove the comment.',
        });
      }
    }
  },
  examples: [
    {
      bad: project`
        // src/providers/weather/tools/get-forecast.ts, changed
          tool({
        +   ‹// mcp-provider-disable-next-line configuration/unused-silence -- not needed›
      `,
      finds: ['The rule "configuration/unused-silence" finds nothing in the next line.'],
    },
    {
      bad: project`
        // src/providers/weather/tools/get-forecast.ts, changed
          tool({
        +   ‹// mcp-provider-disable-next-line configuration/unused-silence›
      `,
      finds: [
        'The silence of "configuration/unused-silence" has no reason, so it silences nothing.',
      ],
    },
    {
      bad: project`
        // src/providers/weather/tools/get-forecast.ts, changed
          tool({
        +   ‹// mcp-provider-disable-next-line configuration/unused-silence because›
      `,
      finds: [
        'The silence of "configuration/unused-silence" has no reason, so it silences nothing.',
      ],
    },
    {
      bad: project`
        // src/providers/weather/tools/get-forecast.ts, changed
          tool({
        +   ‹// mcp-provider-disable-next-line no/such-rule -- because›
      `,
      finds: ['There is no rule "no/such-rule" to silence.'],
    },
  ],
});
