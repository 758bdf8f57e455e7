import type { Rule, Rules } from '../../src/model/rule.js';
import { GROUPS, groupOf } from './groups.js';

/** Of the report that is shown. */
const COUNT = /(\(1 provider, 1 tool, )\d+( rules\)\.\n)/;
const TABLE = /(<!-- rules -->\n)[^]*?(\n<!-- \/rules -->)/;

/**
 * The README with its table of rules, and how many there are, written anew.
 * @throws Error where the README has no place for it
 */
export function withRuleTable(readme: string, rules: Rules): string {
  if (!TABLE.test(readme))
    throw new Error('README.md has no "<!-- rules -->" … "<!-- /rules -->".');
  if (!COUNT.test(readme)) throw new Error('README.md shows no report that counts the rules.');
  return readme
    .replace(
      TABLE,
      (_, open: string, close: string) =>
        `${open}<!-- prettier-ignore -->\n${table(rules)}${close}`,
    )
    .replace(COUNT, `$1${Object.keys(rules).length}$2`);
}

function table(rules: Rules): string {
  const rows = GROUPS.map(([group, title]) => {
    const names = Object.entries<Rule>(rules)
      .filter(([id]) => groupOf(id) === group)
      .map(([id]) => `[${id.slice(group.length + 1)}](docs/rules/${id}.md)`);
    return `| ${title} | ${names.length} | ${names.join(', ')} |`;
  });
  return ['| group | | rules |', '| --- | --- | --- |', ...rows, ''].join('\n');
}
