import type { ExitCode } from './errors/cli-error.js';
import type { Host } from './host.js';
import type { PackageManager } from './spec.js';
import type { Ui } from './ui.js';

/** Headings in the list of commands, in this order. */
export const commandGroups = ['Create', 'Grow', 'Check', 'Use'] as const;

/** The parts of a command that `--help` and the parser need; its code is loaded only when it runs. */
export interface CommandDescription {
  /** Name of the command's folder. */
  name: string;
  group: (typeof commandGroups)[number];
  /** One sentence for the list of commands and for the command's own help. */
  summary: string;
  arguments: readonly CommandArgument[];
  /** Options other than those of `details`. */
  options: readonly CommandOption[];
  /** Loads parts of the description that load slowly, so they are loaded only for the requested command. */
  details?(): Promise<Pick<CommandDescription, 'options' | 'notes'>>;
  /**
   * Whether it changes files and therefore also has `--yes`, `--dry-run`, `--diff`, `--no-install`
   * and `--package-manager`.
   */
  writes: boolean;
  /** Names of its options with which it changes files, if it does so only with these. */
  writesWith?: readonly string[];
  /** Whether it starts programs, which it ends if it is cancelled. */
  startsPrograms?: boolean;
  examples: readonly CommandExample[];
  /** Format of option values, which the help shows below the examples. */
  notes?: string;
  /** Another name under which the command is installed: `create-mcp-provider` is `mcp-provider create`. */
  program?: string;
  load(): Promise<Command>;
}

export interface CommandArgument {
  name: string;
  description: string;
  required?: boolean;
  /** Whether it receives all following words. */
  variadic?: boolean;
}

/** Sources from which a provider can be imported. */
export const sources = [
  ...(['demo', 'spec', 'client', 'code', 'service', 'request'] as const),
  ...(['api', 'document', 'server', 'database', 'folder', 'bucket'] as const),
] as const;
export type Source = (typeof sources)[number];

export interface CommandOption {
  /** `--sdk <line>` has a value; `--force` is a switch. */
  flags: string;
  description: string;
  /** The allowed values; any other value is rejected. */
  choices?: readonly string[];
  /** Default value, which must be one of `choices`. */
  default?: string;
  /** Whether the option may be repeated. `ordered`: its position among the other ordered options is significant. */
  repeat?: 'list' | 'ordered';
  /** Advice, as a sentence, for users who state a second value. */
  instead?: string;
  /** Whether it is a switch with two forms, such as `--git` and `--no-git`. */
  negatable?: boolean;
  /** Options of the command of which one must be present, with their value if that matters: `--users shared`. */
  needs?: readonly string[];
  /** Options that exclude this one, because it would have no effect or would contradict them. */
  excludes?: readonly string[];
  /** Sources to which the option applies. */
  sources?: readonly Source[];
  /** Whether help without `--all` lists it, which must fit 24 lines. */
  common?: boolean;
  /** Heading in help with `--all`. */
  group?: string;
}

interface CommandExample {
  command: string;
  does: string;
}

interface Command {
  /** Runs the command. @throws CliError for every failure that users are told about */
  run(context: CommandContext, commandLine: CommandLine): Promise<0 | ExitCode>;
}

export interface CommandContext {
  host: Host;
  ui: Ui;
  /** Aborts if the run is cancelled from outside; errors thrown afterwards count as cancellation. */
  signal: AbortSignal;
  /** Runs work that Ctrl-C ends without ending the command. The signal of the work also aborts with `signal`. */
  stoppable<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T>;
  flags: CommonFlags;
}

/**
 * The typed command line, or one that another command creates.
 * @typeParam Options values by name: see `OptionValues`
 */
export interface CommandLine<Options extends object = object> {
  arguments: readonly string[];
  options: Options;
  /** All `ordered` options in the order of the command line: `['--tool', 'send_message']`. */
  ordered: readonly OrderedFlag[];
}

/** The command line of a command with these options. */
export type CommandLineOf<Options extends readonly CommandOption[]> = CommandLine<
  OptionValues<Options>
>;

/**
 * The values of a table of options by camelCase name: `--base-url <url>` is `baseUrl`. Any other
 * name is a compile error. `ordered` options and options of tables that are not literal have no
 * value here.
 */
export type OptionValues<Options extends readonly CommandOption[]> = {
  readonly [One in Options[number] as OptionName<One>]?: OptionValue<One> | undefined;
};

type OptionName<One extends CommandOption> = One extends { repeat: 'ordered' }
  ? never
  : FlagKey<One['flags']>;

type FlagKey<Flags extends string> = string extends Flags
  ? never
  : Flags extends `${string}--no-${infer Words}`
    ? CamelCase<Words>
    : Flags extends `${string}--${infer Words} <${string}`
      ? CamelCase<Words>
      : Flags extends `${string}--${infer Words}`
        ? CamelCase<Words>
        : never;

type CamelCase<Words extends string> = Words extends `${infer First}-${infer Rest}`
  ? `${First}${Capitalize<CamelCase<Rest>>}`
  : Words;

type OptionValue<One extends CommandOption> = One extends { flags: `${string}<${string}` }
  ? One extends { repeat: 'list' }
    ? readonly string[]
    : One extends { choices: readonly (infer Choice)[] }
      ? Choice
      : string
  : boolean;

export type OrderedFlag = readonly [flag: string, value: string];

export interface CommonFlags {
  /** Uses defaults and asks no questions. */
  yes: boolean;
  /** Prints the plan and writes no files. */
  dryRun: boolean;
  diff: boolean;
  /** Prints one JSON document to stdout. */
  json: boolean;
  install: boolean;
  packageManager: PackageManager | undefined;
}
