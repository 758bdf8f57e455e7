import type { Place } from '../../model/project.js';
import { defineRule } from '../define.js';
import { meantRule } from '../settings.js';

export default defineRule({
  severity: 'warning',
  summary: 'Every suppression comment has a rule, a reason and a finding that it suppresses.',
  why: 'An unused suppression hides later findings. Without a reason, reviewers cannot decide whether to keep it.',
  source: {
    text: 'ESLint, --report-unused-disable-directives.',
    url: 'https://eslint.org/docs/latest/use/command-line-interface#--report-unused-disable-directives',
  },
  on: 'run',
  check({ silences, rules, complete }, report) {
    for (const { at, rule, reason, used } of silences) {
      if (!rules.has(rule)) {
        const meant = meantRule(rule, [...rules]);
        report({
          at,
          message: rule === '' ? 'The suppression comment has no rule.' : `Unknown rule "${rule}".`,
          hint: `${meant === undefined ? '' : `Did you mean "${meant}"? `}Write "mcp-provider-disable-next-line group/rule -- reason".`,
        });
      } else if (reason === '') {
        report({
          at,
          message: `The suppression of "${rule}" has no reason and therefore no effect.`,
          hint: 'Add the reason after two hyphens, for example "-- the name is fixed by the API".',
        });
      } else if (!used && complete.has(rule)) {
        report({
          at,
          message: `The rule "${rule}" has no finding in the next line.`,
          hint: 'Remove the comment.',
          fix: [{ at: withItsLine(at), text: '' }],
        });
      }
    }
  },
});

/** The whole line, where it has nothing else. */
function withItsLine({ file, start, end }: Place): Place {
  const { text } = file;
  const before = text.lastIndexOf('\n', start - 1) + 1;
  const after = text.indexOf('\n', end);
  const isAlone = text.slice(before, start).trim() === '' && text.slice(end, after).trim() === '';
  return isAlone && after >= 0
    ? file.at({ start: before, end: after + 1 })
    : file.at({ start, end });
}
