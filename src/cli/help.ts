import {
  type CommandArgument,
  type CommandDescription,
  commandGroups,
  type CommandOption,
} from '../model/command.js';
import { wrapWords } from '../model/wrap.js';

/** Heading of options that name none. */
const OPTIONS = 'Options';
const EXAMPLE = 'Example: ';

/** Width of the column with the groups of commands. */
const GROUP = Math.max(...commandGroups.map(({ length }) => length)) + 2;

export interface HelpView {
  columns: number;
  bold(text: string): string;
}

/** What `--help` prints for a command. */
export interface CommandHelp {
  /** As typed: `mcp-provider create`. */
  path: string;
  description: CommandDescription;
  options: readonly CommandOption[];
  /** With `--all`: every option in its group, all examples, and the notes. */
  all: boolean;
}

/** What `--help` prints for a command. Without `all`, it fits a terminal of 24 lines and 80 columns, which a test checks for every command. */
export function commandHelp({ path, description, options, all }: CommandHelp, view: HelpView) {
  const words = [path, ...description.arguments.map(argumentTerm), '[options]'];
  const rest = all ? everything(description, options, view) : common(description, options, view);
  const others = options.length - options.filter(({ common }) => common).length;
  return [
    `Usage: ${words.join(' ')}`,
    '',
    ...helpLines([['', description.summary]], view.columns, ''),
    ...rest,
    ...(all ? [] : ['', `Run "${path} --help --all" for ${String(others)} more options.`]),
    '',
  ].join('\n');
}

function common(
  { arguments: args, examples }: CommandDescription,
  options: readonly CommandOption[],
  { columns, bold }: HelpView,
) {
  const rows = [...args.map(argumentRow), ...options.filter(({ common }) => common).map(optionRow)];
  // The bare command, "npx mcp-provider add-tool", is shown by the usage.
  const fitting = examples.filter(({ command }) => command.length + EXAMPLE.length <= columns);
  const example = fitting.find(({ command }) => command.split(' ').length > 3) ?? fitting[0];
  return [
    '',
    ...helpLines(rows, columns),
    ...(example ? ['', bold(EXAMPLE) + example.command] : []),
  ];
}

function everything(
  { arguments: args, examples, notes }: CommandDescription,
  options: readonly CommandOption[],
  { columns, bold }: HelpView,
) {
  const groups = new Set(options.map(({ group = OPTIONS }) => group));
  const sections = Array.from(groups, (group): [string, Row[]] => [
    group,
    options.filter((option) => (option.group ?? OPTIONS) === group).map(optionRow),
  ]);
  return [
    ...[['Arguments', args.map(argumentRow)] as const, ...sections]
      .filter(([, rows]) => rows.length > 0)
      .flatMap(([heading, rows]) => ['', bold(`${heading}:`), ...helpLines(rows, columns)]),
    '',
    bold('Examples:'),
    ...examples.flatMap(({ command, does }) => [`  ${command}`, `      ${does}`]),
    ...(notes === undefined ? [] : ['', notes]),
  ];
}

/** What `--help` prints for a program: its commands. Those of one verb, such as `add-tool` and `add-prompt`, share a line. */
export function programHelp(
  program: string,
  commands: readonly CommandDescription[],
  { columns }: HelpView,
) {
  const sections = commandGroups.map((group) => commands.filter((each) => each.group === group));
  const rows = sections.flatMap((section) =>
    byVerb(section).map(([name, does], index): Row => [
      `${(index === 0 ? (section[0]?.group ?? '') : '').padEnd(GROUP)}${name}`,
      does,
    ]),
  );
  return [
    `Usage: ${program} <command> [options]`,
    'Create, extend and check MCP provider projects in TypeScript.',
    '',
    ...helpLines(rows, columns),
    '',
    `Run "${program} <command> --help" for the options of a command.`,
    '',
  ].join('\n');
}

function byVerb(commands: readonly CommandDescription[]): Row[] {
  const verbOf = ({ name }: CommandDescription) => name.split('-', 1).join('');
  return Array.from(new Set(commands.map(verbOf)), (verb): Row => {
    const family = commands.filter((each) => verbOf(each) === verb);
    const [only, another] = family;
    if (only && !another)
      return [only.name, only.summary.split('. ', 1).join('').replace(/\.$/, '')];
    return [`${verb}-<part>`, family.map(({ name }) => name.slice(verb.length + 1)).join(', ')];
  });
}

function argumentTerm({ name, required, variadic }: CommandArgument) {
  const word = variadic ? `${name}...` : name;
  return required ? `<${word}>` : `[${word}]`;
}

const argumentRow = (argument: CommandArgument): Row => [
  argumentTerm(argument),
  argument.description,
];

const optionRow = (option: CommandOption): Row => {
  const { flags, description, choices, negatable } = option;
  return [
    negatable ? flags.replace('--', '--[no-]') : flags,
    [
      choices ? `${description}: ${choices.join(', ')}` : description,
      ...(option.default === undefined ? [] : [`(default: ${option.default})`]),
    ].join(' '),
  ];
};

/** A term and what it means. */
type Row = readonly [term: string, text: string];

const GAP = 2;
/** A longer term moves its text to the next line. */
const LONGEST_TERM = 26;

/** Rows in two columns; text that does not fit the line goes on below itself. */
function helpLines(rows: readonly Row[], columns: number, indent = '  '): string[] {
  const fitting = rows.map(([term]) => term.length).filter((length) => length <= LONGEST_TERM);
  const width = Math.max(0, ...fitting);
  const hanging = ' '.repeat(indent.length + (width > 0 ? width + GAP : 0));
  return rows.flatMap(([term, text]) => {
    const [first = '', ...others] = wrapWords(
      text.split(' '),
      Math.max(16, columns - hanging.length),
    );
    const head = `${indent}${term}`;
    const below = others.map((line) => hanging + line);
    if (head.length + GAP > hanging.length && term !== '') return [head, hanging + first, ...below];
    return [head.padEnd(hanging.length) + first, ...below];
  });
}
