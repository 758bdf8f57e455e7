import { reasonIn } from '../../runtime/src/remote/printed-reason.js';
import { isUrl } from '../../runtime/src/utils/addresses.js';
import { commandWords as wordsOf } from '../../runtime/src/utils/command-words.js';
import type { CommandContext } from '../model/command.js';
import { installFailed, packageMissing } from '../model/errors/remote.js';

/** `@acme/server`, `server@1.2.3`: from the registry, and not a folder, an archive or a repository. */
const PACKAGE = /^((?:@[\w.-]+\/)?[\w.-]+)(?:@([^/:]+))?$/;
/** What follows names other packages, or no program. */
const OTHER_OPTION = /^(-[pcw]|--(package|call|workspace)(=.*)?)$/;

/**
 * The command that starts an MCP server, so that it starts the same program without a question, now and later: a package
 * of `npx` is installed, and the command names its version. Others stay as they are.
 * @throws CliError `remote/package`
 */
export async function fixedCommand(context: CommandContext, target: string): Promise<string> {
  const { ui, host, signal } = context;
  const words = isUrl(target) ? [] : wordsOf(target);
  const place = words.findIndex((word, index) => index > 0 && !word.startsWith('-'));
  const packageWord = words[place] ?? '';
  const [, name = '', range] = PACKAGE.exec(packageWord) ?? [];
  const options = words.slice(1, place);
  if (words[0] !== 'npx' || name === '' || options.some((option) => OTHER_OPTION.test(option)))
    return target;
  const version = await versionOf(context, packageWord);
  if (version === undefined) return target;
  const fixed = `${name}@${version}`;
  const asks = !options.some((option) => /^(-y|--yes)$/.test(option));
  await ui.progress(`Install ${fixed}`, async (onLine) => {
    const { exitCode, output } = await host.exec(
      // Without the option, npm says nothing of a script that fails.
      ['npx', '-y', '--foreground-scripts', `--package=${fixed}`, '--', 'node', '-e', '0'],
      { cwd: host.cwd, signal, onLine },
    );
    if (exitCode !== 0) throw installFailed(fixed, reasonIn(output));
  });
  const added = [...(asks ? ['"-y"'] : []), ...(range === version ? [] : [`version ${version}`])];
  if (added.length === 0) return target;
  ui.note(`Added ${added.join(' and ')} to the command, so that it starts the same program again.`);
  const start = target.indexOf(packageWord);
  return `${asks ? target.slice(0, start).replace('npx', 'npx -y') : target.slice(0, start)}${fixed}${target.slice(start + packageWord.length)}`;
}

/** The newest version that fits; undefined where the registry does not say it, such as without a network. */
async function versionOf({ host, signal }: CommandContext, stated: string) {
  const command = ['npm', 'view', stated, 'version', '--json', '--loglevel=error'] as const;
  const { exitCode, stdout, output } = await host.exec(command, { cwd: host.cwd, signal });
  if (exitCode !== 0 && output.includes('E404')) throw packageMissing(stated);
  return exitCode === 0
    ? [...stdout.matchAll(/"(\d+\.\d+\.\d+[\w.+-]*)"/g)].at(-1)?.[1]
    : undefined;
}
