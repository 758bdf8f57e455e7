import type { CommandDescription, CommandOption } from '../model/command.js';
import { packageManagers } from '../model/spec.js';

/** Under one heading in every help. */
const common = (options: readonly CommandOption[]): CommandOption[] =>
  options.map((option) => ({ ...option, group: 'Common options' }));

/** Of every command. */
const everywhere = common([
  { flags: '--json', description: 'print one JSON document', common: true },
  { flags: '--debug', description: 'print the stack of an error' },
  { flags: '--no-color', description: 'print without colors' },
]);

export const [versionOption, helpOption] = common([
  { flags: '-v, --version', description: 'print the version' },
  { flags: '-h, --help', description: 'print this help; with --all: all options' },
]) as [CommandOption, CommandOption];

/** Of commands that change files. */
const whereFilesChange = common([
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

/** A command with its details. */
export const detailed = async (command: CommandDescription): Promise<CommandDescription> => ({
  ...command,
  ...(await command.details?.()),
});

/** All options of a command, those that others have, too, behind its own. */
export const optionsOf = ({ options, writes }: CommandDescription): CommandOption[] => [
  ...options,
  ...(writes ? whereFilesChange : []),
  ...everywhere,
];
