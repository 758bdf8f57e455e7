import type { CommandDescription, CommandOption } from '../model/command.js';
import { packageManagers } from '../model/spec.js';

/** Heading in every help. */
const group = 'Common options';

/** Of every command. */
const everywhere: readonly CommandOption[] = [
  { flags: '--json', description: 'print one JSON document', common: true, group },
  { flags: '--debug', description: 'print the stack of an error', group },
  { flags: '--no-color', description: 'print without colors', group },
];

export const versionOption: CommandOption = {
  flags: '-v, --version',
  description: 'print the version',
  group,
};

export const helpOption: CommandOption = {
  flags: '-h, --help',
  description: 'print this help; with --all: all options',
  group,
};

/** Of commands that change files. */
const whereFilesChange: readonly CommandOption[] = [
  {
    flags: '-y, --yes',
    description: 'accept defaults without asking',
    common: true,
    group,
  },
  { flags: '--dry-run', description: 'show what would change', common: true, group },
  { flags: '--diff', description: 'show the changes as a diff', group },
  { flags: '--no-install', description: 'do not install packages', group },
  {
    flags: '--package-manager <name>',
    description: 'program that installs packages',
    choices: packageManagers,
    group,
  },
];

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
