import type { CommandLine, CommandOption, Source } from '../model/command.js';
import { optionNeeds, optionsTogether } from '../model/errors/cli.js';
import { camelCase } from '../model/names.js';

/**
 * Rejects combinations in which an option would be ignored. Of the options that another one needs,
 * only those in `options` count.
 * @throws CliError `usage/option-needs`, `usage/options-together`
 */
export function refuseCombinations(
  options: readonly CommandOption[],
  commandLine: CommandLine,
): void {
  const flags = options.map(optionFlag);
  for (const option of options) {
    const flag = optionFlag(option);
    if (!isStated(commandLine, flag)) continue;
    const excludedBy = option.excludes?.find((candidate) => isStated(commandLine, candidate));
    if (excludedBy !== undefined) throw optionsTogether(flag, excludedBy);
    const neededFlags = neededBy(option).filter((flag) => flags.includes(flag));
    if (neededFlags.length > 0 && !neededFlags.some((flag) => isStated(commandLine, flag)))
      throw optionNeeds(flag, neededFlags);
  }
}

/** Options that name a source, besides `--from`; the file of `--spec` may also be an OpenAPI document. */
const SOURCE_FLAGS: Partial<Record<Source, readonly string[]>> = {
  document: ['--from-openapi', '--spec'],
  database: ['--from-database'],
};

const neededBy = ({ needs: neededOptions, sources }: CommandOption): readonly string[] =>
  neededOptions ??
  (sources ? ['--from', ...sources.flatMap((source) => SOURCE_FLAGS[source] ?? [])] : []);

/** Returns the first option on the command line that does not apply to a source. */
export const inapplicableOption = (
  source: Source,
  options: readonly CommandOption[],
  commandLine: CommandLine,
) =>
  options.find(
    ({ sources, ...option }) =>
      sources?.includes(source) === false && isStated(commandLine, optionFlag(option)),
  );

/** Returns the name of an option: `--spec <file>` is `--spec`. */
export const optionFlag = ({ flags }: CommandOption): string =>
  /--[\w-]+/.exec(flags)?.[0] ?? flags;

/** Returns whether `--users`, `--users shared` or `--no-vendor` is present. */
export function isStated({ options, ordered }: CommandLine, optionText: string): boolean {
  const [flag = '', value] = optionText.split(' ');
  if (flag.startsWith('--no-'))
    return Reflect.get(options, camelCase(flag.slice('--no-'.length))) === false;
  const statedValue: unknown = Reflect.get(options, camelCase(flag.slice('--'.length)));
  if (value !== undefined) return statedValue === value;
  return statedValue !== undefined || ordered.some(([flagName]) => flagName === flag);
}
