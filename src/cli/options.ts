import { Option, type Command } from 'commander';
import { notAChoice } from '../model/errors/cli.js';
import type { CommandOption, GivenArguments, OrderedFlag } from '../model/command.js';

/** Declares options on a parser. What is returned is complete once the parser ran. */
export function declareOptions(
  parser: Command,
  options: readonly CommandOption[],
): () => GivenArguments {
  const values: Record<string, string> = {};
  const lists: Record<string, string[]> = {};
  const ordered: OrderedFlag[] = [];
  const switches: string[] = [];

  const keep = (option: Option, { repeat }: CommandOption, value: string) => {
    const name = option.attributeName();
    if (repeat === 'ordered') ordered.push([option.long ?? name, value]);
    else if (repeat === 'list') (lists[name] ??= []).push(value);
    else values[name] = value;
  };

  for (const description of options) {
    const option = new Option(description.flags);
    if (option.required) {
      option.argParser((value) => {
        if (description.choices && !description.choices.includes(value)) {
          throw notAChoice(option.long ?? option.flags, value, description.choices);
        }
        keep(option, description, value);
      });
    } else {
      switches.push(option.attributeName());
    }
    if (description.negatable) parser.addOption(new Option(`--no-${option.name()}`));
    parser.addOption(option);
  }

  return () => ({
    arguments: parser.args,
    values,
    lists,
    switches: Object.fromEntries(
      switches
        .filter((name) => parser.getOptionValueSource(name) === 'cli')
        .map((name) => [name, parser.getOptionValue(name) === true]),
    ),
    ordered,
  });
}
