import type { CommandContext } from '../../model/command.js';
import type { Rule } from '../../model/rule.js';
import type { View } from '../../model/ui.js';
import { wrapLine } from '../../reporters/parts/visible.js';
import { exampleLines, suppressionComments } from '../../rules/example.js';
import { rules } from '../../rules/register.gen.js';
import { ruleById, submissionDirectories } from '../../rules/settings.js';

/** Explains a rule. @throws CliError `validate/unknown-rule` */
export function explainRule({ ui, flags }: CommandContext, id: string): 0 {
  const rule = ruleById(id, rules);
  if (flags.json) ui.result(json(ruleJson(id, rule)));
  else ui.result(explanation(id, rule, ui.stdout));
  return 0;
}

export function listRules({ ui, flags }: CommandContext): 0 {
  const ruleEntries = Object.entries<Rule>(rules);
  const list = () => {
    const width = Math.max(...ruleEntries.map(([id]) => id.length));
    return ruleEntries.map((entry) => ruleLines(entry, width, ui.stdout)).join('\n');
  };
  ui.result(flags.json ? json(ruleEntries.map(([id, rule]) => ruleJson(id, rule))) : list());
  return 0;
}

/** In narrower terminals, a summary is on the line below the name of its rule. */
const MIN_SUMMARY_COLUMNS = 30;

function ruleLines(
  [id, { severity, summary }]: [string, Rule],
  width: number,
  { paint, columns }: View,
): string {
  const head = `${paint.bold(id.padEnd(width))}  ${severity.padEnd(7)}`;
  const summaryColumn = width + 11;
  const margin = columns - summaryColumn < MIN_SUMMARY_COLUMNS ? 2 : summaryColumn;
  const lines = wrapLine(summary, columns - margin)
    .map(paint.dim)
    .join(`\n${' '.repeat(margin)}`);
  return margin === summaryColumn ? `${head}  ${lines}` : `${head.trimEnd()}\n  ${lines}`;
}

function ruleJson(id: string, rule: Rule) {
  const { severity, summary, why: consequence, limits, source, securitySeverity } = rule;
  const onlyFor = submissionDirectories(rule);
  return {
    id,
    severity,
    summary,
    why: consequence,
    limits,
    source,
    securitySeverity,
    for: onlyFor,
  };
}

const json = (value: unknown) => JSON.stringify(value, null, 2);

function explanation(id: string, rule: Rule, { paint, columns }: View): string {
  const { severity, summary, why: consequence, limits, source, examples } = rule;
  const { pass, fail } = examples;
  const onlyFor = submissionDirectories(rule)
    ?.map((name) => `--for ${name}`)
    .join(' or ');
  const comments = suppressionComments(
    id,
    fail.map(([changes]) => changes),
  );
  const failure = fail
    .slice(0, 1)
    .flatMap(([changes, ...messages]) => exampleLines(changes, messages));
  const text = (paragraph: string, margin = '') =>
    wrapLine(paragraph, columns - margin.length).map((line) => margin + line);
  return [
    `${paint.bold(id)} ${paint.dim(`(${severity})`)}`,
    '',
    ...text(summary),
    ...text(consequence),
    ...(onlyFor === undefined ? [] : text(`It runs only with ${onlyFor}.`)),
    ...(source
      ? [
          '',
          paint.bold('Source'),
          ...text(source.text, INDENT),
          ...(source.url === undefined ? [] : [INDENT + source.url]),
        ]
      : []),
    '',
    paint.bold('Found'),
    ...failure.map(indentLine),
    ...pass
      .filter((changes) => Object.keys(changes).length > 0)
      .flatMap((changes) => [
        '',
        paint.bold('Not found'),
        ...exampleLines(changes).map(indentLine),
      ]),
    ...(limits === undefined ? [] : ['', paint.bold('Known limits'), ...text(limits, INDENT)]),
    '',
    ...(comments.length > 0
      ? [paint.bold('Suppress one finding, in the line above it'), ...comments.map(indentLine)]
      : []),
    paint.bold('Configure the rule for the project, in .mcp-provider.json'),
    indentLine(`"rules": { "${id}": "off" | "warn" | "error" }`),
  ].join('\n');
}

const INDENT = '  ';
const indentLine = (line: string) => `${INDENT}${line}`.trimEnd();
