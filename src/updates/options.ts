import type { CommandOption, OptionValues } from '../model/command.js';
import { optionFlag } from '../options/combinations.js';
import { withEach } from '../options/common-options.js';
import { signInOptions, targetOptions } from '../remote/options.js';
import { reporterIds } from '../reporters/ids.gen.js';
import { databaseOptions } from '../sources/database/options.js';
import { documentHostOption, openApiOptions } from '../sources/openapi/options.js';
import { describingOptions } from '../sources/options.js';

const describedFlags = (flags: readonly string[]) =>
  describingOptions
    .filter((option) => flags.includes(optionFlag(option)))
    .map((option) => ({ ...option, common: false }));

/** Options of `import`; some apply to a single source. */
export const importOptions = [
  { flags: '--name <name>', description: 'name of the provider', common: true },
  {
    flags: '--include <pattern>',
    description: 'names with "*", "#tag", or a request: "GET /rooms*"',
    repeat: 'list',
    sources: ['server', 'document'],
    common: true,
  },
  { flags: '--exclude <pattern>', description: 'what to leave out', repeat: 'list' },
  {
    flags: '--rename <names>',
    description: 'another name for a tool: "name_at_the_server=name_here"',
    repeat: 'list',
    sources: ['server'],
  },
  {
    flags: '--check',
    description: 'change nothing; exit with 1 if the source has changed',
    common: true,
  },
  {
    flags: '--format <format>',
    description: 'with --check of documents and databases: format of the report, as of "validate"',
    choices: reporterIds,
    needs: ['--check'],
    sources: ['database', 'document'],
  },
  ...withEach({ sources: ['server'] }, targetOptions),
  ...databaseOptions.filter((option) => optionFlag(option) !== '--from-database'),
  ...withEach({ sources: ['server'] }, signInOptions),
  ...[...openApiOptions, documentHostOption].filter(
    (option) => !['--from-openapi', '--include', '--exclude'].includes(optionFlag(option)),
  ),
  // Values that a document may leave open, and options of database imports only.
  ...withEach({ sources: ['document'] }, describedFlags(['--base-url', '--preset'])),
  ...withEach({ sources: ['database'] }, describedFlags(['--database-url'])),
  ...withEach({ sources: ['database', 'document'] }, describedFlags(['--auth', '--surface'])),
] as const satisfies readonly CommandOption[];

export type ImportOptions = OptionValues<typeof importOptions>;
