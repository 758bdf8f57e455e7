import type { CommandContext } from '../../model/command.js';
import type { Rule } from '../../model/rule.js';
import type { View } from '../../model/ui.js';
import { wrapLine } from '../../reporters/parts/visible.js';
import { exampleLines, suppressionComments } from '../../rules/example.js';
import { rules } from '../../rules/register.gen.js';
import { directoriesOf, ruleOf } from '../../rules/settings.js';

/** @throws CliError `validate/unknown-rule` */
export function explainRule({ ui, flags }: CommandContext, id: string): 0 {
  const rule = ruleOf(id, rules);
  if (flags.json) ui.result(json(words(id, rule)));
  else ui.result(explanation(id, rule, ui.stdout));
  return 0;
}

export function listRules({ ui, flags }: CommandContext): 0 {
  const all = Object.entries<Rule>(rules);
  const list = () => {
    const width = Math.max(...all.map(([id]) => id.length));
    return all.map((entry) => listed(entry, width, ui.stdout)).join('\n');
  };
  ui.result(flags.json ? json(all.map(([id, rule]) => words(id, rule))) : list());
  return 0;
}

/** Narrower than this a summary goes below the name of its rule. */
const LEAST_ROOM = 30;

function listed(
  [id, { severity, summary }]: [string, Rule],
  width: number,
  { paint, columns }: View,
): string {
  const head = `${paint.bold(id.padEnd(width))}  ${severity.padEnd(7)}`;
  const beside = width + 11;
  const margin = columns - beside < LEAST_ROOM ? 2 : beside;
  const lines = wrapLine(summary, columns - margin)
    .map(paint.dim)
    .join(`\n${' '.repeat(margin)}`);
  return margin === beside ? `${head}  ${lines}` : `${head.trimEnd()}\n  ${lines}`;
}

function words(id: string, rule: Rule) {
  const { severity, summary, why, limits, source, securitySeverity } = rule;
  const onlyFor = directoriesOf(rule);
  return { id, severity, summary, why, limits, source, securitySeverity, for: onlyFor };
}

const json = (value: unknown) => JSON.stringify(value, null, 2);

function explanation(id: string, rule: Rule, { paint, columns }: View): string {
  const { severity, summary, why, limits, source, examples } = rule;
  const { pass, fail } = examples;
  const onlyFor = directoriesOf(rule)
    ?.map((name) => `--for ${name}`)
    .join(' or ');
  const comments = suppressionComments(
    id,
    fail.map(([changes]) => changes),
  );
  const failure = fail
    .slice(0, 1)
    .flatMap(([changes, ...messages]) => exampleLines(changes, messages));
  const text = (words: string, margin = '') =>
    wrapLine(words, columns - margin.length).map((line) => margin + line);
  return [
    `${paint.bold(id)} ${paint.dim(`(${severity})`)}`,
    '',
    ...text(summary),
    ...text(why),
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
    ...failure.map(indented),
    ...pass
      .filter((changes) => Object.keys(changes).length > 0)
      .flatMap((changes) => ['', paint.bold('Not found'), ...exampleLines(changes).map(indented)]),
    ...(limits === undefined ? [] : ['', paint.bold('Known limits'), ...text(limits, INDENT)]),
    '',
    ...(comments.length > 0
      ? [paint.bold('Suppress one finding, in the line above it'), ...comments.map(indented)]
      : []),
    paint.bold('Configure the rule for the project, in .mcp-provider.json'),
    indented(`"rules": { "${id}": "off" | "warn" | "error" }`),
  ].join('\n');
}

const INDENT = '  ';
const indented = (line: string) => `${INDENT}${line}`.trimEnd();
