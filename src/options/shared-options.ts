import type { CommandOption, OptionValues } from '../model/command.js';

export const providerOption = {
  flags: '--provider <name>',
  description: 'provider of the tool; optional if only one has a tool with that name',
  common: true,
} as const satisfies CommandOption;

export type ProviderOption = OptionValues<[typeof providerOption]>;

export const hostOption = {
  flags: '--allow-host <host>',
  description: 'host that gets the credentials beside that of the base URL; repeatable',
  repeat: 'list',
} as const satisfies CommandOption;

export const vendorOption = {
  flags: '--vendor',
  description: 'copy both packages to vendor/ instead of installing them from the registry',
} as const satisfies CommandOption;

/** Options about where a project is published. */
export const publicationOptions = [
  {
    flags: '--repository <url>',
    description: 'to publish: repository on GitHub (default: the remote "origin")',
  },
  {
    flags: '--public-url <url>',
    description: 'to publish: public URL of the HTTP server, if it has one',
  },
] as const satisfies readonly CommandOption[];

export type PublicationOptions = OptionValues<[typeof vendorOption, ...typeof publicationOptions]>;
