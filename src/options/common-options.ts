import type { CommandDescription, CommandOption, OptionValues } from '../model/command.js';
import { packageManagers } from '../model/spec.js';

/** Returns a table of options with common properties. */
export const withEach = <const Options extends readonly CommandOption[]>(
  commonProperties: Partial<Omit<CommandOption, 'flags' | 'repeat' | 'choices'>>,
  options: Options,
): Options =>
  options.map((option) => ({
    ...commonProperties,
    ...option,
  })) as readonly CommandOption[] as Options; // the same names

/** Heading of these options in every help. */
const COMMON_GROUP = { group: 'Common options' };

/** Options that every command has. */
const globalOptions = withEach(COMMON_GROUP, [
  { flags: '--json', description: 'print one JSON document', common: true },
  { flags: '--debug', description: 'print the stack of an error' },
  { flags: '--no-color', description: 'print without colors' },
]);

export const [versionOption, helpOption]: readonly [CommandOption, CommandOption] = withEach(
  COMMON_GROUP,
  [
    { flags: '-v, --version', description: 'print the version' },
    { flags: '-h, --help', description: 'print this help; with --all: all options' },
  ],
);

/** Options of every command that changes files. */
const fileChangeOptions = withEach(COMMON_GROUP, [
  { flags: '-y, --yes', description: 'accept defaults without asking', common: true },
  { flags: '--dry-run', description: 'show what would change', common: true },
  { flags: '--diff', description: 'show the changes as a diff' },
  { flags: '--no-install', description: 'do not install packages' },
  {
    flags: '--package-manager <name>',
    description: 'program that installs packages',
    choices: packageManagers,
  },
]);

export type CommonOptions = OptionValues<[...typeof globalOptions, ...typeof fileChangeOptions]>;

export const loadDetails = async (command: CommandDescription): Promise<CommandDescription> => ({
  ...command,
  ...(await command.details?.()),
});

/** Returns all options of a command; the common ones follow its own. */
export const allOptions = ({
  options,
  writes,
}: Pick<CommandDescription, 'options' | 'writes'>): CommandOption[] => [
  ...options,
  ...(writes ? fileChangeOptions : []),
  ...globalOptions,
];
