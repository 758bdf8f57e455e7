import type { CommandOption, OptionValues } from '../model/command.js';

/** Options of every command that adds to a provider. */
export const partOptions = [
  {
    flags: '--provider <name>',
    description: 'provider to add to; optional if the project has one provider',
    common: true,
  },
  {
    flags: '--spec <file>',
    description: 'tools, resources and prompts in YAML or JSON, "-" for stdin; repeatable',
    repeat: 'list',
    common: true,
  },
] as const satisfies readonly CommandOption[];

export type PartOptions = OptionValues<typeof partOptions>;
