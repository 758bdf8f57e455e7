import { relative } from 'node:path';
import { pathWord } from '../../machine/path-word.js';
import type { CommandLine } from '../../model/command.js';
import type { Host } from '../../model/host.js';
import { commandsForManager } from '../../model/npx.js';
import type { ProjectSpec } from '../../model/spec.js';
import { shellWords } from '../../model/text/shell-words.js';
import type { CommonOptions } from '../../options/common-options.js';
import { withoutDefaultOptions } from '../../options/option-words.js';
import { managerOfRun } from '../../project/package-manager.js';
import { projectCommands } from '../../render/commands.js';
import { nameOfDirectory } from '../../sources/describe-by-options.js';
import type { ReplacedEntry } from '../../sources/description.js';
import { repeatedOptions, repeatedWords } from '../../sources/repeated-options.js';
import { type CreateOptions, options as table } from './details.js';
import { directoryWord } from './directory-word.js';
import type { ProjectRequest } from './read.js';

/** Returns the command line that creates the same project without questions; undefined if a spec came from stdin. */
export function repeatCommand(
  { cwd, env }: Host,
  typedLine: CommandLine<CreateOptions>,
  { place: { root }, project, ...description }: ProjectRequest,
  install: boolean,
): string | undefined {
  const isDemo = project.demo === true;
  const repeated = repeatedOptions(
    typedLine.options,
    { ...description, ...(isDemo && { isDemo }) },
    project.providers,
  );
  if (!repeated) return undefined;
  const { from, options, ordered, asksPassword } = repeated;
  const { features, github, publicUrl, clients, packageManager } = project;
  const allOptions: CreateOptions & CommonOptions = {
    ...options,
    feature: features,
    client: clients?.map(({ id }) => id),
    repository: features && github,
    publicUrl,
    packageManager: packageManager === 'npm' ? undefined : packageManager,
  };
  const name = nameOfDirectory([root]);
  const otherOptions = ordered.filter(([flag, value]) => flag !== '--name' || value !== name);
  const commandWords = repeatedWords({
    from,
    options: withoutDefaultOptions(allOptions, table),
    ordered: otherOptions,
  });
  if (commandWords.includes('-')) return undefined;
  const command = shellWords([
    'npx',
    'create-mcp-provider',
    directoryWord(relative(cwd, root) || '.'),
    ...commandWords,
    ...(install ? [] : ['--no-install']),
    ...(asksPassword ? [] : ['--yes']),
  ]);
  return commandsForManager(command, managerOfRun(env));
}

/** Returns the command that replaces the entries from which the project was made. */
export function replaceCommand(
  { cwd }: Host,
  root: string,
  [entry]: readonly ReplacedEntry[],
  { packageManager }: ProjectSpec,
): string | undefined {
  if (!entry) return undefined;
  const { client, scope } = entry;
  const place = scope === 'project' ? ['--workspace', pathWord(relative(root, cwd))] : [];
  const commandWords = ['config', client, '--write', '--overwrite', '--scope', scope, ...place];
  return `${projectCommands(packageManager).cli} ${shellWords(commandWords)}`;
}
