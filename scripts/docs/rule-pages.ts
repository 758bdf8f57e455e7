import type { Rule, Rules } from '../../src/model/rule.js';
import { exampleLines } from '../../src/rules/example-lines.js';
import { silencingComments } from '../../src/rules/silencing.js';
import { GROUPS, groupOf } from './groups.js';
import { sentences } from './sentences.js';

/** All pages, by path below `docs/rules`: one for each rule, and the list of them. */
export async function rulePages(rules: Rules): Promise<Map<string, string>> {
  const entries = Object.entries<Rule>(rules);
  const pages = await Promise.all(
    entries.map(async ([id, rule]) => [`${id}.md`, await page(id, rule)] as const),
  );
  return new Map([...pages, ['README.md', list(entries)]]);
}

async function page(id: string, rule: Rule): Promise<string> {
  const { severity, summary, why, source, securitySeverity, examples } = rule;
  const ok = examples.flatMap((example) => ('ok' in example ? [example.ok] : []));
  const bad = examples.flatMap((example) => ('bad' in example ? [example] : []));
  const comments = silencingComments(id, examples);
  const weight = securitySeverity === undefined ? '' : `, security severity ${securitySeverity}`;
  const repaired = bad.some(({ fixed }) => fixed) ? ' `--fix` repairs what is certain.' : '';
  return sections([
    `# ${id}`,
    summary,
    `${severity === 'off' ? 'Off by default' : `Reported as ${severity}`}${weight}.${repaired}`,
    '## Why',
    why,
    `Source: ${source.url === undefined ? source.text : `[${source.text}](${source.url})`}`,
    '## Found',
    'Changes to a small valid project (`+` for `-`), where each is reported, and how:',
    ...(await Promise.all(
      bad.map(async ({ bad: overlay }) => {
        const found = await sentences(id, rule, overlay);
        return [fenced(exampleLines(overlay)), ...found.map(reported)].join('\n\n');
      }),
    )),
    '## Not found',
    ...(ok.some((overlay) => Object.keys(overlay).length > 0)
      ? ok.flatMap((overlay) =>
          Object.keys(overlay).length > 0 ? [fenced(exampleLines(overlay))] : [],
        )
      : ['The valid project as it is.']),
    '## Silence or set it',
    ...(comments.length > 0
      ? ['One finding, by a comment in the line above it:', fenced(comments)]
      : ['The files it is found in have no comments, so there is no way to silence one finding.']),
    'For the whole project, in `.mcp-provider.json` (`"off"`, `"warn"` or `"error"`):',
    fenced([`"rules": { "${id}": "off" }`], 'json'),
  ]);
}

function list(entries: readonly [string, Rule][]): string {
  const groups = GROUPS.map(([group, title]) => {
    const rows = entries
      .filter(([id]) => groupOf(id) === group)
      .map(
        ([id, { severity, summary }]) => `| [${id}](${id}.md) | ${severity} | ${cell(summary)} |`,
      );
    return [
      `## ${title}`,
      ['| rule | | holds where it is kept |', '|---|---|---|', ...rows].join('\n'),
    ];
  });
  return sections([
    '# Rules',
    'What `mcp-provider validate` checks. `mcp-provider validate --explain ID` says the same in a terminal.',
    ...groups.flat(),
  ]);
}

const sections = (parts: readonly string[]) => `${parts.join('\n\n')}\n`;
const cell = (text: string) => text.replaceAll('|', '\\|');
/** What is code to Markdown stays text: names in a sentence may hold any mark. */
const reported = ([place, message]: readonly [string, string]) =>
  `→ \`${place}\` ${message.replace(/[\\*<>[\]`|~]|(?<![a-z0-9])_|_(?![a-z0-9])/gi, '\\$&')}`;

/** With a fence longer than any in the text (CommonMark section 4.5). */
function fenced(lines: readonly string[], language = 'text'): string {
  const text = lines.join('\n');
  const longest = Math.max(2, ...Array.from(text.matchAll(/`{3,}/g), ([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}
