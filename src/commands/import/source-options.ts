import type { CommandOption, GivenArguments } from '../../model/command.js';
import { withoutSource } from '../../model/errors/create.js';
import { otherSource } from '../../model/errors/remote.js';
import { camelCase } from '../../model/names.js';
import { signInOptions, targetOptions } from '../../remote/options.js';
import { databaseOptions } from '../database/options.js';
import { openApiOptions } from '../openapi/options.js';

const flagOf = ({ flags }: CommandOption): string => flags.split(' ')[0] ?? '';

const openApi = openApiOptions.map(flagOf);
const database = [...databaseOptions.map(flagOf), '--exclude'];

/** The options of `import` that not every source has. */
const OPTIONS: Readonly<Record<string, readonly string[]>> = {
  database: [...database, '--format', '--database-url', '--auth'],
  mcp: [...[...targetOptions, ...signInOptions].map(flagOf), '--include', '--exclude', '--rename'],
  openapi: [...openApi, '--format', '--base-url', '--auth', '--preset'],
};

/** @throws CliError `import/option` for an option of another source */
export function refuseOtherOptions(given: GivenArguments, source: string): void {
  const flag = Object.values(OPTIONS)
    .flat()
    .find((each) => isGiven(given, each) && !OPTIONS[source]?.includes(each));
  if (flag === undefined) return;
  const sources = Object.keys(OPTIONS).filter((each) => OPTIONS[each]?.includes(flag));
  throw otherSource(flag, source, sources);
}

/** What a command line imports from. */
interface Sources {
  documents: boolean;
  database: boolean;
}

/** @throws CliError `create/without-source` for an option that selects from a source that is not there */
export function refuseWithoutSource(given: GivenArguments, sources: Sources): void {
  const present = [...(sources.documents ? openApi : []), ...(sources.database ? database : [])];
  for (const [source = '', ...others] of [openApi, database]) {
    const flag = others.find((each) => isGiven(given, each) && !present.includes(each));
    if (flag !== undefined) throw withoutSource(flag, source);
  }
}

function isGiven({ values, lists, switches, ordered }: GivenArguments, flag: string): boolean {
  const key = camelCase(flag.slice('--'.length));
  return (
    (values[key] ?? lists[key] ?? switches[key]) !== undefined ||
    ordered.some(([each]) => each === flag)
  );
}
