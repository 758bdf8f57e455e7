import { basename, join } from 'node:path';
import type { CommandContext, GivenArguments } from '../../model/command.js';
import { unknownShell } from '../../model/errors/cli.js';
import type { Host } from '../../model/host.js';
import { projectAbove } from '../../project/find.js';
import { providerNameRule } from '../../spec/rules.js';
import { commands } from '../register.gen.js';
import { shellNames, type Shell, type ShellName } from './shell.js';
import { bash } from './shells/bash.js';
import { fish } from './shells/fish.js';
import { zsh } from './shells/zsh.js';
import { suggestionsFor } from './suggestions.js';

const SHELLS: Readonly<Record<ShellName, Shell>> = { bash, zsh, fish };

/** @throws CliError `completion/unknown-shell` */
export async function run({ host, ui, flags }: CommandContext, given: GivenArguments): Promise<0> {
  const [asked = '', ...words] = given.arguments;
  const name = shellNames.find((each) => each === asked);
  if (name === undefined) throw unknownShell(asked, shellNames);
  const { script, lines, words: split = (all: readonly string[]) => [...all] } = SHELLS[name];
  if (words.length === 0) {
    ui.result(flags.json ? JSON.stringify({ shell: name, script }, null, 2) : script);
    return 0;
  }
  const [program = '', ...others] = split(words);
  const line = [basename(program), ...others];
  const found = await suggestionsFor(line, Object.values(commands), () => providersIn(host));
  if (flags.json) ui.result(JSON.stringify(found, null, 2));
  else if (found.length > 0) ui.result(lines(found).join('\n'));
  return 0;
}

/** By their directories: completion must not wait for a parser. None where there is no project. */
async function providersIn({ files, cwd }: Host): Promise<string[]> {
  try {
    const root = await projectAbove(files, cwd);
    const names = await files.list(join(root, 'src', 'providers'));
    // What is suggested is inserted as it is: other names could contain characters of the shell.
    return names.filter((name) => providerNameRule(name) === undefined);
  } catch {
    return [];
  }
}
