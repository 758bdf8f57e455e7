import type { CommandLine, CommandOption, Source } from '../model/command.js';
import { optionNeeds, optionsTogether } from '../model/errors/cli.js';
import { camelCase } from '../model/names.js';

/**
 * Refuses options that would be ignored beside others. Of what an option needs, only what `options` have counts.
 * @throws CliError `usage/option-needs`, `usage/options-together`
 */
export function refuseCombinations(options: readonly CommandOption[], given: CommandLine): void {
  const flags = options.map(flagOf);
  for (const option of options) {
    const flag = flagOf(option);
    if (!isGiven(given, flag)) continue;
    const other = option.excludes?.find((each) => isGiven(given, each));
    if (other !== undefined) throw optionsTogether(flag, other);
    const needed = neededBy(option).filter((each) => flags.includes(each));
    if (needed.length > 0 && !needed.some((each) => isGiven(given, each)))
      throw optionNeeds(flag, needed);
  }
}

/** Options that name a source, beside `--from`; the file of `--spec` may be an OpenAPI document, too. */
const NAMING: Partial<Record<Source, readonly string[]>> = {
  document: ['--from-openapi', '--spec'],
  database: ['--from-database'],
};

const neededBy = ({ needs, for: sources }: CommandOption): readonly string[] =>
  needs ?? (sources ? ['--from', ...sources.flatMap((source) => NAMING[source] ?? [])] : []);

/** The first option of the command line that has no meaning for a source. */
export const uselessFor = (source: Source, options: readonly CommandOption[], given: CommandLine) =>
  options.find(
    ({ for: sources, ...option }) =>
      sources?.includes(source) === false && isGiven(given, flagOf(option)),
  );

/** `--spec <file>` is `--spec`. */
export const flagOf = ({ flags }: CommandOption): string => /--[\w-]+/.exec(flags)?.[0] ?? flags;

/** `--users`, or `--users shared`. */
export function isGiven({ options, ordered }: CommandLine, what: string): boolean {
  const [flag = '', value] = what.split(' ');
  const given: unknown = Reflect.get(options, camelCase(flag.slice('--'.length)));
  if (value !== undefined) return given === value;
  return given !== undefined || ordered.some(([each]) => each === flag);
}
