import type { Rule, Rules } from '../../src/model/rule.js';
import { exampleLines, suppressionComments } from '../../src/rules/example.js';
import { GROUPS, groupOf } from './groups.js';

/** All pages, by path below `docs/rules`: one for each rule, and the list of them. */
export function rulePages(rules: Rules): Map<string, string> {
  const entries = Object.entries<Rule>(rules);
  const pages = entries.map(([id, rule]) => [`${id}.md`, page(id, rule)] as const);
  return new Map([...pages, ['README.md', list(entries)]]);
}

function page(id: string, rule: Rule): string {
  const { severity, summary, why, limits, source, securitySeverity } = rule;
  const { pass, fail, fix } = rule.examples;
  const passing = pass.filter((changes) => Object.keys(changes).length > 0);
  const comments = suppressionComments(
    id,
    fail.map(([changes]) => changes),
  );
  const weight = securitySeverity === undefined ? '' : `, security severity ${securitySeverity}`;
  const fixed = fix ? ' `--fix` corrects what is certain.' : '';
  return sections([
    `# ${id}`,
    summary,
    `${severity === 'off' ? 'Off by default' : `Reported as ${severity}`}${weight}.${fixed}`,
    '## Why',
    why,
    ...(source ? [`Source: ${linked(source)}`] : []),
    '## Found',
    'Each example changes a small valid project; `^` marks what is reported:',
    ...fail.map(([changes, ...messages]) => fenced(exampleLines(changes, messages))),
    ...(passing.length > 0
      ? ['## Not found', ...passing.map((changes) => fenced(exampleLines(changes)))]
      : []),
    ...(limits === undefined ? [] : ['## Known limits', limits]),
    '## Suppress or configure',
    ...(comments.length > 0
      ? ['To suppress one finding, put this comment on the line above it:', fenced(comments)]
      : [
          'Findings are in files that cannot contain comments, so a single finding cannot be suppressed.',
        ]),
    'For the whole project, in `.mcp-provider.json` (`"off"`, `"warn"` or `"error"`):',
    fenced([`"rules": { "${id}": "off" }`], 'json'),
  ]);
}

/** A page of this documentation is named in the text. */
const linked = ({ text, url }: NonNullable<Rule['source']>) =>
  url === undefined
    ? text.replace(/docs\/([\w-]+\.md) of [\w-]+/, '[$1](../../$1)')
    : `[${text}](${url})`;

function list(entries: readonly [string, Rule][]): string {
  const groups = GROUPS.map(([group, title]) => {
    const rows = entries
      .filter(([id]) => groupOf(id) === group)
      .map(
        ([id, { severity, summary }]) => `| [${id}](${id}.md) | ${severity} | ${cell(summary)} |`,
      );
    return [`## ${title}`, ['| rule | | requirement |', '|---|---|---|', ...rows].join('\n')];
  });
  return sections([
    '# Rules',
    'What `mcp-provider validate` checks. `mcp-provider validate --explain ID` prints the same in a terminal.',
    ...groups.flat(),
  ]);
}

const sections = (parts: readonly string[]) => `${parts.join('\n\n')}\n`;
const cell = (text: string) => text.replaceAll('|', '\\|');

/** With a fence longer than any in the text (CommonMark section 4.5). */
function fenced(lines: readonly string[], language = 'text'): string {
  const text = lines.join('\n');
  const longest = Math.max(2, ...Array.from(text.matchAll(/`{3,}/g), ([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}
