import type {
  CommandArgument,
  CommandDescription,
  CommandOption,
  InProject,
  Suggest,
} from '../../model/command.js';
import { flagOf } from '../../options/combinations.js';
import { loadDetails, helpOption, optionsOf, versionOption } from '../../options/common-options.js';

export interface Suggestion {
  value: string;
  description?: string | undefined;
}

/** Paths are left to the shell. */
export type Suggestions = readonly Suggestion[] | 'files' | 'directories';

/** What can stand in place of the last word; the first one is the program. */
export async function suggestionsFor(
  words: readonly string[],
  commands: readonly CommandDescription[],
  inProject: (what: InProject) => Promise<readonly string[]>,
): Promise<Suggestions> {
  const [program = '', ...others] = words;
  const before = others.slice(0, -1);
  const last = others.at(-1) ?? '';
  const own = commands.find((command) => command.program === program);
  const name = own ? undefined : before.find((word) => word !== 'help');
  const asked = own ?? commands.find((each) => each.name === name);
  if (!asked && name !== undefined) return [];
  if (!asked)
    return startingWith(
      last,
      last.startsWith('-') ? OF_PROGRAM.map(suggestion) : commands.map(byName),
    );
  const command = await loadDetails(asked);
  const typed = read(own ? before : before.slice(before.indexOf(command.name) + 1), command);
  const values = async (suggest: Suggest | Paths | undefined, prefix = '') => {
    const found =
      suggest === 'providers' || suggest === 'tools' ? await inProject(suggest) : (suggest ?? []);
    return typeof found === 'string'
      ? found
      : startingWith(
          last,
          found.map((value) => ({ value: prefix + value })),
        );
  };
  if (typed.open) return values(suggestOf(typed.open));
  if (typed.ended || !last.startsWith('-')) return values(suggestOf(typed.argument));
  const [flag = ''] = last.split('=', 1);
  const option = last === flag ? undefined : optionNamed(flag, command);
  if (option) return values(suggestOf(option), `${flag}=`);
  return startingWith(last, optionSuggestions(command, typed.used, own !== undefined));
}

const OF_PROGRAM = [helpOption, versionOption];

type Paths = 'files' | 'directories';

const byName = ({ name, summary }: CommandDescription): Suggestion => ({
  value: name,
  description: summary,
});

const startingWith = (start: string, suggestions: readonly Suggestion[]) =>
  suggestions.filter(({ value }) => value.startsWith(start));

const suggestion = (option: CommandOption): Suggestion => ({
  value: flagOf(option),
  description: option.description,
});

const optionNamed = (flag: string, command: CommandDescription) =>
  optionsOf(command).find(({ flags }) => flags.split(/[ ,]+/).includes(flag));

function suggestOf(of: CommandOption | CommandArgument | undefined): Suggest | Paths | undefined {
  if (!of) return undefined;
  if ('flags' in of && of.choices) return of.choices;
  const placeholder = 'flags' in of ? /<(.*)>/.exec(of.flags)?.[1] : of.name;
  if (placeholder === 'file') return 'files';
  if (placeholder === 'directory') return 'directories';
  return of.suggest ?? (placeholder?.includes('|') ? placeholder.split('|') : undefined);
}

function optionSuggestions(
  command: CommandDescription,
  used: ReadonlySet<CommandOption>,
  isProgram: boolean,
): Suggestion[] {
  const options = [...optionsOf(command), ...(isProgram ? [versionOption] : []), helpOption];
  return options
    .filter((option) => option.repeat !== undefined || !used.has(option))
    .flatMap((option) => {
      const { value, description } = suggestion(option);
      const no = option.negatable ? [{ value: value.replace('--', '--no-') }] : [];
      return [{ value, description }, ...no];
    });
}

/** What the words of a command mean. */
function read(words: readonly string[], command: CommandDescription) {
  const used = new Set<CommandOption>();
  let open: CommandOption | undefined;
  let ended = false;
  let count = 0;
  for (const word of words) {
    if (open) open = undefined;
    else if (ended || !word.startsWith('-') || word === '-') count += 1;
    else if (word === '--') ended = true;
    else {
      const option = optionNamed(word.replace(/=.*/s, ''), command);
      if (option) used.add(option);
      if (option?.flags.includes('<') && !word.includes('=')) open = option;
    }
  }
  const all = command.arguments;
  const rest = all.at(-1)?.variadic ? all.at(-1) : undefined;
  return { used, open, ended, argument: all[count] ?? rest };
}
