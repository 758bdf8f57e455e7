import type { ExitCode } from './errors/cli-error.js';
import type { Host } from './host.js';
import type { PackageManager } from './spec.js';
import type { Ui } from './ui.js';

/** Headings in the list of commands, in this order. */
export const commandGroups = ['Create', 'Grow', 'Check', 'Use'] as const;

/** What `--help` and the parser know of a command; the command itself is loaded when it runs. */
export interface CommandDescription {
  /** Name of its folder. */
  name: string;
  group: (typeof commandGroups)[number];
  /** In the list of commands and above its own help: one sentence. */
  summary: string;
  arguments: readonly CommandArgument[];
  /** Without those of `details`. */
  options: readonly CommandOption[];
  /** What takes long to load, for the command that is asked for. */
  details?(): Promise<Pick<CommandDescription, 'options' | 'notes'>>;
  /** It changes files, so it takes `--yes`, `--dry-run`, `--diff`, `--no-install` and `--package-manager`, too. */
  writes: boolean;
  /** It starts programs, which it ends when it is cancelled. */
  startsPrograms?: boolean;
  examples: readonly CommandExample[];
  /** What the values of its options look like, below the examples. */
  notes?: string;
  /** Installed under this name, too: `create-mcp-provider` is `mcp-provider create`. */
  program?: string;
  load(): Promise<Command>;
}

export interface CommandArgument {
  name: string;
  description: string;
  required?: boolean;
  /** Takes all words that follow. */
  variadic?: boolean;
}

/** What a provider is made from. */
export const sources = [
  ...(['demo', 'spec', 'client', 'code', 'service', 'request'] as const),
  ...(['api', 'document', 'server', 'database', 'folder', 'bucket'] as const),
] as const;
export type Source = (typeof sources)[number];

export interface CommandOption {
  /** `--sdk <line>` takes a value, `--force` is a switch. */
  flags: string;
  description: string;
  /** Any other value is refused. */
  choices?: readonly string[];
  /** Must be one of `choices`. */
  default?: string;
  /** May be given more than once. `ordered`: its place among the other ordered flags means something. */
  repeat?: 'list' | 'ordered';
  /** What to do where somebody states a second value, as a sentence. */
  instead?: string;
  /** A switch with two forms: `--git` and `--no-git`. */
  negatable?: boolean;
  /**
   * Has a meaning only beside one of these options of the command, with their value where it matters:
   * `--users shared`.
   */
  needs?: readonly string[];
  /** Has no meaning beside any of these, or contradicts them. */
  excludes?: readonly string[];
  /** Has a meaning only for these sources. */
  for?: readonly Source[];
  /** In help without `--all`, which fits 24 lines. */
  common?: boolean;
  /** Heading in help with `--all`. */
  group?: string;
}

interface CommandExample {
  command: string;
  does: string;
}

interface Command {
  /** @throws CliError for every failure that people are told about */
  run(context: CommandContext, given: CommandLine): Promise<0 | ExitCode>;
}

export interface CommandContext {
  host: Host;
  ui: Ui;
  /** Aborts when the run is cancelled from outside; what is thrown after that counts as cancelled. */
  signal: AbortSignal;
  /** Work that Ctrl-C ends; the command goes on. Its signal aborts with `signal`, too. */
  stoppable<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T>;
  flags: CommonFlags;
}

/** What was typed, or what another command asks for. @typeParam Options values by name: see `OptionValues` */
export interface CommandLine<Options extends object = object> {
  arguments: readonly string[];
  options: Options;
  /** All `ordered` flags as they were written, in the order of the command line: `['--tool', 'send_message']`. */
  ordered: readonly OrderedFlag[];
}

/** The command line of a command with these options. */
export type Given<Options extends readonly CommandOption[]> = CommandLine<OptionValues<Options>>;

/**
 * The values that a table of options declares, by camelCase name: `--base-url <url>` is `baseUrl`. A name that no option of
 * the table has is an error of the compiler. `ordered` options have none, nor have those of tables that are not literal.
 */
export type OptionValues<Options extends readonly CommandOption[]> = {
  readonly [One in Options[number] as Name<One>]?: Value<One> | undefined;
};

type Name<One extends CommandOption> = One extends { repeat: 'ordered' }
  ? never
  : Key<One['flags']>;

type Key<Flags extends string> = string extends Flags
  ? never
  : Flags extends `${string}--no-${infer Words}`
    ? Camel<Words>
    : Flags extends `${string}--${infer Words} <${string}`
      ? Camel<Words>
      : Flags extends `${string}--${infer Words}`
        ? Camel<Words>
        : never;

type Camel<Words extends string> = Words extends `${infer First}-${infer Rest}`
  ? `${First}${Capitalize<Camel<Rest>>}`
  : Words;

type Value<One extends CommandOption> = One extends { flags: `${string}<${string}` }
  ? One extends { repeat: 'list' }
    ? readonly string[]
    : One extends { choices: readonly (infer Choice)[] }
      ? Choice
      : string
  : boolean;

export type OrderedFlag = readonly [flag: string, value: string];

export interface CommonFlags {
  /** Take defaults instead of asking. */
  yes: boolean;
  /** Show the plan, write nothing. */
  dryRun: boolean;
  diff: boolean;
  /** One JSON document on stdout. */
  json: boolean;
  install: boolean;
  packageManager: PackageManager | undefined;
}
