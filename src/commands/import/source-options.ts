import type { CommandOption, GivenArguments } from '../../model/command.js';
import { withoutSource } from '../../model/errors/create.js';
import { camelCase } from '../../model/names.js';
import { databaseOptions } from '../database/options.js';
import { openApiOptions } from '../openapi/options.js';

/** What a command line imports from. */
export interface Sources {
  documents: boolean;
  database: boolean;
}

/** @throws CliError `create/without-source` for an option that selects from a source that is not there */
export function refuseWithoutSource(given: GivenArguments, { documents, database }: Sources): void {
  const missing = [...(documents ? [] : [openApiOptions]), ...(database ? [] : [databaseOptions])];
  for (const [source, ...others] of missing) {
    const option = others.find((each) => isGiven(given, each));
    if (source && option) throw withoutSource(flagOf(option), flagOf(source));
  }
}

const flagOf = ({ flags }: CommandOption): string => flags.split(' ')[0] ?? '';

function isGiven({ values, lists, switches }: GivenArguments, option: CommandOption): boolean {
  const key = camelCase(flagOf(option).slice('--'.length));
  return (values[key] ?? lists[key] ?? switches[key]) !== undefined;
}
