import { onlyItem } from '../../runtime/src/utils/only-item.js';
import {
  type CommandArgument,
  type CommandDescription,
  commandGroups,
  type CommandOption,
} from '../model/command.js';
import { wrapWords } from '../model/text/wrap.js';

/** Heading of options that state no group. */
const OPTIONS = 'Options';
const EXAMPLE = 'Example: ';

const GROUP_COLUMNS = Math.max(...commandGroups.map(({ length }) => length)) + 2;

export interface HelpView {
  columns: number;
  bold(text: string): string;
}

interface CommandHelp {
  /** Command as typed: `mcp-provider create`. */
  path: string;
  description: CommandDescription;
  options: readonly CommandOption[];
  /** Whether `--all` is present, which shows every option in its group, all examples, and the notes. */
  all: boolean;
}

/**
 * Returns the `--help` output of a command. Without `all`, it fits a terminal of 24 lines and 80
 * columns, which a test checks for every command.
 */
export function commandHelp({ path, description, options, all }: CommandHelp, view: HelpView) {
  const usageWords = [path, ...description.arguments.map(argumentTerm), '[options]'];
  const rest = all ? fullHelp(description, options, view) : shortHelp(description, options, view);
  const hiddenCount = options.length - options.filter(({ common }) => common).length;
  return [
    `Usage: ${usageWords.join(' ')}`,
    '',
    ...helpLines([['', description.summary]], view.columns, ''),
    ...rest,
    ...(all ? [] : ['', `Run "${path} --help --all" for ${String(hiddenCount)} more options.`]),
    '',
  ].join('\n');
}

function shortHelp(
  { arguments: args, examples }: CommandDescription,
  options: readonly CommandOption[],
  { columns, bold }: HelpView,
) {
  const rows = [...args.map(argumentRow), ...options.filter(({ common }) => common).map(optionRow)];
  // The usage line already shows the bare command, "npx mcp-provider add-tool".
  const fittingExamples = examples.filter(
    ({ command }) => command.length + EXAMPLE.length <= columns,
  );
  const example =
    fittingExamples.find(({ command }) => command.split(' ').length > 3) ?? fittingExamples[0];
  return [
    '',
    ...helpLines(rows, columns),
    ...(example ? ['', bold(EXAMPLE) + example.command] : []),
  ];
}

function fullHelp(
  { arguments: args, examples, notes }: CommandDescription,
  options: readonly CommandOption[],
  { columns, bold }: HelpView,
) {
  const groups = new Set(options.map(({ group = OPTIONS }) => group));
  const sections = Array.from(groups, (group): [string, HelpRow[]] => [
    group,
    options.filter((option) => (option.group ?? OPTIONS) === group).map(optionRow),
  ]);
  return [
    ...[['Arguments', args.map(argumentRow)] as const, ...sections]
      .filter(([, rows]) => rows.length > 0)
      .flatMap(([heading, rows]) => ['', bold(`${heading}:`), ...helpLines(rows, columns)]),
    '',
    bold('Examples:'),
    ...examples.flatMap(({ command, does: effect }) => [`  ${command}`, `      ${effect}`]),
    ...(notes === undefined ? [] : ['', notes]),
  ];
}

/**
 * Returns the `--help` output of a program: its commands. Those with the same verb, such as
 * `add-tool` and `add-prompt`, share a line.
 */
export function programHelp(
  program: string,
  commands: readonly CommandDescription[],
  { columns }: HelpView,
) {
  const sections = commandGroups.map((group) =>
    commands.filter((command) => command.group === group),
  );
  const rows = sections.flatMap((section) =>
    rowsByVerb(section).map(([name, description], index): HelpRow => [
      `${(index === 0 ? (section[0]?.group ?? '') : '').padEnd(GROUP_COLUMNS)}${name}`,
      description,
    ]),
  );
  return [
    `Usage: ${program} <command> [options]`,
    'Create, extend and check MCP provider projects in TypeScript.',
    ...helpLines(rows, columns),
    `Run "${program} <command> --help" for the options of a command.`,
    '',
  ].join('\n');
}

function rowsByVerb(commands: readonly CommandDescription[]): HelpRow[] {
  const commandVerb = ({ name }: CommandDescription) => name.split('-', 1).join('');
  return Array.from(new Set(commands.map(commandVerb)), (verb): HelpRow => {
    const family = commands.filter((candidate) => commandVerb(candidate) === verb);
    const onlyCommand = onlyItem(family);
    if (onlyCommand)
      return [onlyCommand.name, onlyCommand.summary.split('. ', 1).join('').replace(/\.$/, '')];
    return [`${verb}-<part>`, family.map(({ name }) => name.slice(verb.length + 1)).join(', ')];
  });
}

function argumentTerm({ name, required, variadic }: CommandArgument) {
  const term = variadic ? `${name}...` : name;
  return required ? `<${term}>` : `[${term}]`;
}

const argumentRow = (argument: CommandArgument): HelpRow => [
  argumentTerm(argument),
  argument.description,
];

const optionRow = (option: CommandOption): HelpRow => {
  const { flags, description, choices, negatable } = option;
  return [
    negatable ? flags.replace('--', '--[no-]') : flags,
    [
      choices ? `${description}: ${choices.join(', ')}` : description,
      ...(option.default === undefined ? [] : [`(default: ${option.default})`]),
    ].join(' '),
  ];
};

type HelpRow = readonly [term: string, text: string];

const GAP = 2;
/** Maximum width of a term; a longer one moves its text to the next line. */
const MAX_TERM_LENGTH = 26;

/** Returns rows in two columns; texts that are too wide continue below their start. */
function helpLines(rows: readonly HelpRow[], columns: number, indent = '  '): string[] {
  const termWidths = rows
    .map(([term]) => term.length)
    .filter((length) => length <= MAX_TERM_LENGTH);
  const width = Math.max(0, ...termWidths);
  const hangingIndent = ' '.repeat(indent.length + (width > 0 ? width + GAP : 0));
  return rows.flatMap(([term, text]) => {
    const [first = '', ...otherLines] = wrapWords(
      text.split(' '),
      Math.max(16, columns - hangingIndent.length),
    );
    const head = `${indent}${term}`;
    const continuation = otherLines.map((line) => hangingIndent + line);
    if (head.length + GAP > hangingIndent.length && term !== '')
      return [head, hangingIndent + first, ...continuation];
    return [head.padEnd(hangingIndent.length) + first, ...continuation];
  });
}
