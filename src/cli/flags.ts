import type { CommandOption, CommonFlags, GivenArguments } from '../model/command.js';
import { packageManagers } from '../model/spec.js';

/** Heading in every help. */
const commonGroup = 'Common options';

/** Of every command. */
export const everywhere: readonly CommandOption[] = [
  { flags: '--json', description: 'print one JSON document', common: true, group: commonGroup },
  { flags: '--debug', description: 'print the stack of an error', group: commonGroup },
  { flags: '--no-color', description: 'print without colors', group: commonGroup },
];

export const versionOption: CommandOption = {
  flags: '-v, --version',
  description: 'print the version',
  group: commonGroup,
};

export const helpOption: CommandOption = {
  flags: '-h, --help',
  description: 'print this help; with --all: all options',
  group: commonGroup,
};

/** Of commands that change files. */
export const whereFilesChange: readonly CommandOption[] = [
  {
    flags: '-y, --yes',
    description: 'take defaults instead of asking',
    common: true,
    group: commonGroup,
  },
  { flags: '--dry-run', description: 'show what would change', common: true, group: commonGroup },
  { flags: '--diff', description: 'show the changes as a diff', group: commonGroup },
  { flags: '--no-install', description: 'do not install packages', group: commonGroup },
  {
    flags: '--package-manager <name>',
    description: 'program that installs packages',
    choices: packageManagers,
    group: commonGroup,
  },
];

export function commonFlags({ switches, values }: GivenArguments): CommonFlags {
  return {
    yes: switches.yes ?? false,
    dryRun: switches.dryRun ?? false,
    diff: switches.diff ?? false,
    json: switches.json ?? false,
    install: switches.install ?? true,
    packageManager: packageManagers.find((name) => name === values.packageManager),
  };
}
