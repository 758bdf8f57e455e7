import { basename } from 'node:path';
import type { CommandContext, CommandLine } from '../../model/command.js';
import { unknownShell } from '../../model/errors/cli.js';
import { commands } from '../register.gen.js';
import { shellNames } from './shell.js';
import { shells } from './shells.js';
import { suggestionsFor } from './suggestions.js';

/** @throws CliError `completion/unknown-shell` */
export async function run({ host, ui, flags }: CommandContext, given: CommandLine): Promise<0> {
  const [asked = '', ...words] = given.arguments;
  const name = shellNames.find((each) => each === asked);
  if (name === undefined) throw unknownShell(asked, shellNames);
  const { script, lines, words: split = (all: readonly string[]) => [...all] } = shells[name];
  if (words.length === 0) {
    ui.data(flags.json ? JSON.stringify({ shell: name, script }, null, 2) : script);
    return 0;
  }
  const [program = '', ...others] = split(words);
  const line = [basename(program), ...others];
  const found = await suggestionsFor(line, Object.values(commands), async (what) =>
    (await import('./names-in-project.js')).namesInProject(host, what),
  );
  if (flags.json) ui.result(JSON.stringify(found, null, 2));
  else if (found.length > 0) ui.result(lines(found).join('\n'));
  return 0;
}
