import type { CommandLine, CommandOption } from '../model/command.js';
import { optionNeeds, optionsTogether, otherSource } from '../model/errors/cli.js';
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
    const needed = option.needs?.filter((each) => flags.includes(each));
    if (needed?.length && !needed.some((each) => isGiven(given, each)))
      throw optionNeeds(flag, needed);
  }
}

/**
 * Refuses options that have no meaning for the first argument. Other first arguments are refused elsewhere.
 * @throws CliError `import/option`
 */
export function refuseForeignOptions(options: readonly CommandOption[], given: CommandLine) {
  const [first = ''] = given.arguments;
  if (!options.some(({ onlyFor }) => onlyFor?.includes(first))) return;
  for (const option of options) {
    const { onlyFor = [first] } = option;
    const flag = flagOf(option);
    if (!onlyFor.includes(first) && isGiven(given, flag)) throw otherSource(flag, first, onlyFor);
  }
}

/** `--spec <file>` is `--spec`. */
export const flagOf = ({ flags }: CommandOption): string => /--[\w-]+/.exec(flags)?.[0] ?? flags;

/** `--users`, or `--users shared`. */
export function isGiven({ options, ordered }: CommandLine, what: string): boolean {
  const [flag = '', value] = what.split(' ');
  const given: unknown = Reflect.get(options, camelCase(flag.slice('--'.length)));
  if (value !== undefined) return given === value;
  return given !== undefined || ordered.some(([each]) => each === flag);
}
