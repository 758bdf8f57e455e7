import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { structuredPatch } from 'diff';
import { diskFiles } from '../../src/host/disk.js';
import type { ExampleChanges, Rule, Rules } from '../../src/model/rule.js';
import { readProject } from '../../src/project/read.js';
import { exampleLines, exampleProject, suppressionComments } from '../../src/rules/example.js';
import { run } from '../../src/rules/run.js';
import { submissionDirectories } from '../../src/rules/settings.js';
import { exampleSubmission } from './example-submission.js';
import { groupOf, GROUPS } from './groups.js';

/** All pages, by path below `docs/rules`: one for each rule, and the list of them. */
export async function rulePages(rules: Rules): Promise<Map<string, string>> {
  const entries = Object.entries<Rule>(rules);
  const pages = entries.map(
    async ([id, rule]) => [`${id}.md`, page(id, rule, await fixesOf([id, rule], rules))] as const,
  );
  return new Map([...(await Promise.all(pages)), ['README.md', list(entries)]]);
}

/** What the rule says to do about its examples: each hint once, with the message that it follows. */
async function fixesOf([id, rule]: [string, Rule], rules: Rules): Promise<string[]> {
  const hints = new Map<string, string>();
  // A rule about the run is asked after the others.
  for (const [changes] of rule.examples.fail) {
    const root = mkdtempSync(join(tmpdir(), 'rule-'));
    const { texts, tools } = exampleProject(changes);
    for (const [path, text] of Object.entries(texts)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    const project = await readProject(diskFiles, root);
    rmSync(root, { recursive: true });
    const options = {
      ...(!rule.run && { only: new Set([id]) }),
      ...(rule.submission && { submission: exampleSubmission(tools, rule.for?.[0]) }),
    };
    for (const found of run(project, rules, options).findings)
      if (found.rule === id && !hints.has(found.hint)) hints.set(found.hint, found.message);
  }
  return Array.from(hints, ([hint, message]) => `- ${plain(message)} → ${plain(hint)}`);
}

/** What differs where an example is corrected: its files that the corrected project has, too. */
function correction(before: ExampleChanges, after: ExampleChanges): string[] {
  const [was, now] = [exampleProject(before).texts, exampleProject(after).texts];
  return Object.keys(before).flatMap((path) => {
    const { hunks } = structuredPatch('', '', was[path] ?? '', now[path] ?? '', '', '', {
      context: 1,
    });
    return now[path] === undefined || hunks.length === 0
      ? []
      : [path, ...hunks.flatMap(({ lines }) => lines.map((line) => line.trimEnd()))];
  });
}

function page(id: string, rule: Rule, fixes: readonly string[]): string {
  const { severity, summary, why, limits, source, securitySeverity } = rule;
  const { pass, fail, fix } = rule.examples;
  const passing = pass.filter((changes) => Object.keys(changes).length > 0);
  const comments = suppressionComments(
    id,
    fail.map(([changes]) => changes),
  );
  const names = submissionDirectories(rule)?.map((name) => `\`--for ${name}\``);
  const where = names ? ` Runs only with ${names.join(' or ')}.` : '';
  const weight = securitySeverity === undefined ? '' : `, security severity ${securitySeverity}`;
  const corrections = (fix ?? fail.map(([changes]) => [changes, {}] as const))
    .map(([before, after]) => correction(before, after))
    .filter((lines) => lines.length > 0);
  return sections([
    `# ${id}`,
    summary,
    `${severity === 'off' ? 'Off by default' : `Reported as ${severity}`}${weight}.${where}`,
    '## Why',
    why,
    ...(source ? [`Source: ${linked(source)}`] : []),
    '## Found',
    'Each example changes a small valid project; `^` marks what is reported:',
    ...fail.map(([changes, ...messages]) => fenced(exampleLines(changes, messages))),
    '## Fix',
    fixes.join('\n'),
    ...(fix ? ['`--fix` corrects what is certain:'] : []),
    ...corrections.slice(0, 1).map((lines) => fenced(lines, 'diff')),
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
    'What `mcp-provider validate` checks. `mcp-provider validate --explain ID` explains a rule in a terminal.',
    ...groups.flat(),
  ]);
}

const sections = (parts: readonly string[]) => `${parts.join('\n\n')}\n`;
/** Text, not Markdown. */
const plain = (text: string) => text.replaceAll(/[*<]/g, String.raw`\$&`);
const cell = (text: string) => text.replaceAll('|', '\\|');

/** With a fence longer than any in the text (CommonMark section 4.5). */
function fenced(lines: readonly string[], language = 'text'): string {
  const text = lines.join('\n');
  const longest = Math.max(2, ...Array.from(text.matchAll(/`{3,}/g), ([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}
