import type { DataNode } from '../../model/document.js';
import type { ReportFinding, Rule } from '../../model/rule.js';
import { nearestOf } from '../../model/text/nearest.js';

const STATE = '.mcp-provider.json';

export default {
  severity: 'error',
  summary:
    '.mcp-provider.json contains only "rules", which sets existing rules to "off", "warn" or "error", and "exclude", a list of patterns.',
  why: 'A setting that is misspelled or has another shape has no effect.',
  source: { text: '"Configure" in docs/validate.md of create-mcp-provider.' },
  run({ project, settings, rules }, report) {
    const state = project.document(STATE);
    if (state?.errors.length === 0) reportShapes(state, report);
    for (const { range, rule, setting } of settings) {
      if (!rules.includes(rule)) {
        const suggestion = nearestOf(rule, rules);
        report(
          range,
          `There is no rule "${rule}".`,
          suggestion === undefined ? 'Remove the setting.' : `Use "${suggestion}".`,
          suggestion === undefined ? undefined : [{ at: range, text: `"${suggestion}"` }],
        );
      } else if (!setting)
        report(range, `The setting of "${rule}" is unknown.`, 'Use "off", "warn" or "error".');
    }
  },
  examples: {
    pass: [
      {
        [STATE]:
          '{ "$schema": "./s.json", "rules": { "contract/untested-provider": "off" }, "exclude": ["fixtures/"] }\n',
      },
    ],
    fail: [
      [{ [STATE]: '‹[]›\n' }, 'The file must contain an object.'],
      [{ [STATE]: '{ "rules": ‹"off"› }\n' }, 'The value of "rules" must be an object.'],
      [
        { [STATE]: '{ "exclude": ["fixtures/", ‹1›] }\n' },
        'The value of "exclude" must be a list of texts.',
      ],
      [
        { [STATE]: '{ ‹"rule"›: { "contract/unimplemented": "error" } }\n' },
        'There is no setting "rule".',
      ],
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

const KEYS = ['rules', 'exclude', '$schema'];

function reportShapes(state: DataNode, report: ReportFinding): void {
  const isObject = ({ value }: DataNode) =>
    typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!isObject(state))
    return report(state.range, 'The file must contain an object.', 'Write { "rules": { … } }.');
  for (const [key, { keyRange }] of state.members)
    if (!KEYS.includes(key))
      report(
        keyRange,
        `There is no setting "${key}".`,
        `Use "${nearestOf(key, KEYS) ?? KEYS.slice(0, 2).join('" or "')}".`,
      );
  const [rules, exclude] = [state.get('rules'), state.get('exclude')];
  if (rules && !isObject(rules))
    report(rules.range, 'The value of "rules" must be an object.', 'Write { "rule/id": "off" }.');
  const isList = Array.isArray(exclude?.value);
  const invalidPart = isList
    ? exclude.items.find(({ value }) => typeof value !== 'string')
    : exclude;
  if (invalidPart)
    report(
      invalidPart.range,
      'The value of "exclude" must be a list of texts.',
      'Write patterns as in ".gitignore".',
    );
}
