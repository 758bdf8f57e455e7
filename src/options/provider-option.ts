import type { CommandOption } from '../model/command.js';

export const providerOption: CommandOption = {
  flags: '--provider <name>',
  description: 'provider of the tool; optional where only one has a tool of that name',
  suggest: 'providers',
  common: true,
};
