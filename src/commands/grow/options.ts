import type { CommandOption } from '../../model/command.js';

/** Of every command that adds to a provider. */
export const partOptions: readonly CommandOption[] = [
  {
    flags: '--provider <name>',
    description: 'the provider to add to; may be left out where there is only one',
  },
  {
    flags: '--spec <file>',
    description:
      'tools, resources and prompts in YAML or JSON, "-" for stdin; may be given several times',
    repeat: 'list',
  },
];
