import type { CommandContext } from '../../model/command.js';
import type { Rule } from '../../model/rule.js';
import type { View } from '../../model/ui.js';
import { exampleLines } from '../../rules/example-lines.js';
import { rules } from '../../rules/register.gen.js';
import { ruleOf } from '../../rules/settings.js';

/** @throws CliError `validate/unknown-rule` */
export function explainRule({ ui, flags }: CommandContext, id: string): 0 {
  const rule = ruleOf(id, rules);
  ui.result(flags.json ? json(words(id, rule)) : explanation(id, rule, ui.stdout));
  return 0;
}

export function listRules({ ui, flags }: CommandContext): 0 {
  const all = Object.entries<Rule>(rules);
  const width = Math.max(...all.map(([id]) => id.length));
  const { paint } = ui.stdout;
  const line = ([id, { severity, summary }]: [string, Rule]) =>
    `${paint.bold(id.padEnd(width))}  ${severity.padEnd(7)}  ${paint.dim(summary)}`;
  ui.result(flags.json ? json(all.map(([id, rule]) => words(id, rule))) : all.map(line).join('\n'));
  return 0;
}

function words(id: string, { severity, summary, why, source, securitySeverity }: Rule) {
  return { id, severity, summary, why, source, securitySeverity };
}

const json = (value: unknown) => JSON.stringify(value, null, 2);

function explanation(id: string, rule: Rule, { paint }: View): string {
  const { severity, summary, why, source, examples } = rule;
  const bad = examples.find((example) => 'bad' in example);
  return [
    `${paint.bold(id)} ${paint.dim(`(${severity})`)}`,
    '',
    summary,
    why,
    '',
    `${paint.bold('Source')}  ${source.text}${source.url === undefined ? '' : `\n        ${source.url}`}`,
    ...(bad ? ['', paint.bold('Found in'), ...exampleLines(bad.bad).map(indented)] : []),
    '',
    paint.bold('Silence one finding'),
    indented(`// mcp-provider-disable-next-line ${id} -- why it has to be so`),
    paint.bold('Set it for the project, in .mcp-provider.json'),
    indented(`"rules": { "${id}": "off" | "warn" | "error" }`),
  ].join('\n');
}

const indented = (line: string) => `  ${line}`.trimEnd();
