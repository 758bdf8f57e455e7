import type { CommandOption } from '../../model/command.js';
import { kindOptions } from '../../kinds/options.gen.js';
import { reporters } from '../../reporters/register.gen.js';
import { providerOptions } from '../../spec/flags/table.js';
import { authStyles } from '../../styles/register.gen.js';
import { flagOf } from '../../options/combinations.js';
import { databaseOptions } from '../../sources/database/options.js';
import { openApiOptions } from '../../sources/openapi/options.js';
import { signInOptions, targetOptions } from '../../remote/options.js';

/** Options that not every source has. */
const of = (onlyFor: readonly string[], options: readonly CommandOption[]) =>
  options.map((option) => ({ ...option, onlyFor }));

const described = (flags: readonly string[]) =>
  providerOptions(kindOptions, authStyles)
    .filter((option) => flags.includes(flagOf(option)))
    .map((option) => ({ ...option, common: false }));

export const options: readonly CommandOption[] = [
  { flags: '--name <name>', description: 'name of the provider', common: true },
  {
    flags: '--include <pattern>',
    description: 'names with "*", "#tag", or a request: "GET /rooms*"',
    repeat: 'list',
    onlyFor: ['mcp', 'openapi'],
    common: true,
  },
  { flags: '--exclude <pattern>', description: 'what to leave out', repeat: 'list', common: true },
  {
    flags: '--rename <names>',
    description: 'another name for a tool: "name_at_the_server=name_here"',
    repeat: 'list',
    onlyFor: ['mcp'],
  },
  {
    flags: '--check',
    description: 'change nothing; exit with 1 if the source has changed',
    common: true,
  },
  {
    flags: '--format <format>',
    description: 'with --check of documents and databases: format of the report, as of "validate"',
    choices: Object.keys(reporters),
    needs: ['--check'],
    onlyFor: ['database', 'openapi'],
  },
  ...of(['mcp'], targetOptions),
  ...of(['database'], databaseOptions).filter((option) => flagOf(option) !== '--from-database'),
  ...of(['mcp'], signInOptions),
  ...of(['openapi'], openApiOptions).filter(
    (option) => !['--from-openapi', '--include', '--exclude'].includes(flagOf(option)),
  ),
  // What a document may leave open, or a database of the import alone.
  ...of(['openapi'], described(['--base-url', '--preset'])),
  ...of(['database'], described(['--database-url'])),
  ...of(['database', 'openapi'], described(['--auth', '--surface'])),
];
