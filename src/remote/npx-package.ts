import { printedReason } from '../../runtime/src/remote/printed-reason.js';
import { isUrl } from '../../runtime/src/utils/addresses.js';
import { commandWords } from '../../runtime/src/utils/command-words.js';
import { isObject, objectOrEmpty } from '../../runtime/src/utils/is-object.js';
import type { CommandContext } from '../model/command.js';
import { installFailed, packageMissing, programOfPackage } from '../model/errors/remote.js';
import { parseJson } from '../model/json.js';
import { compareVersions } from '../model/semver.js';
import { soleProgram } from './sole-program.js';

/**
 * Matches packages of the registry, such as `@acme/server` and `server@1.2.3`, but no folders,
 * archives or repositories.
 */
const PACKAGE = /^((?:@[\w.-]+\/)?[\w.-]+)(?:@([^/:]+))?$/;
/** Options after which the next word is another package, or no program. */
const OTHER_OPTION = /^(-[pcw]|--(package|call|workspace)(=.*)?)$/;

const fixedCommands = new WeakMap<CommandContext['ui'], Map<string, string>>();

/**
 * Returns the command that starts an MCP server, changed so that it starts the same program later
 * without a question: a package of `npx` is installed, and the command states its version. Other
 * commands stay as they are. A command is changed once in a run, because questions can be repeated.
 * @throws CliError `remote/package`
 */
export async function pinCommand(context: CommandContext, target: string): Promise<string> {
  const commands = fixedCommands.get(context.ui) ?? new Map<string, string>();
  fixedCommands.set(context.ui, commands);
  const command = commands.get(target) ?? (await commandWithVersion(context, target));
  commands.set(target, command).set(command, command);
  return command;
}

async function commandWithVersion(context: CommandContext, target: string): Promise<string> {
  const { ui, host, signal } = context;
  const words = isUrl(target) ? [] : commandWords(target);
  const place = words.findIndex((word, index) => index > 0 && !word.startsWith('-'));
  const packageWord = words[place] ?? '';
  const [, name = '', range] = PACKAGE.exec(packageWord) ?? [];
  const options = words.slice(1, place);
  if (words[0] !== 'npx' || name === '' || options.some((option) => OTHER_OPTION.test(option)))
    return target;
  const release = await newestRelease(context, packageWord);
  if (!release) return target;
  const { version, programs } = release;
  const fixedPackage = `${name}@${version}`;
  if (soleProgram(name, programs) === undefined)
    throw programOfPackage(
      name,
      Object.keys(programs).map((program) => `npx -y --package=${fixedPackage} ${program}`),
    );
  const asksToInstall = !options.some((option) => /^(-y|--yes)$/.test(option));
  await ui.progress(`Install ${fixedPackage}`, async (onLine) => {
    const { exitCode, output } = await host.exec(
      // Without this option, npm reports nothing about a failing script.
      ['npx', '-y', '--foreground-scripts', `--package=${fixedPackage}`, '--', 'node', '-e', '0'],
      { cwd: host.cwd, signal, onLine },
    );
    if (exitCode !== 0) throw installFailed(fixedPackage, printedReason(output));
  });
  const additions = [
    ...(asksToInstall ? ['"-y"'] : []),
    ...(range === version ? [] : [`version ${version}`]),
  ];
  if (additions.length === 0) return target;
  ui.note(
    `Added ${additions.join(' and ')} to the command, so that it starts the same program again.`,
  );
  const start = target.indexOf(packageWord);
  return `${asksToInstall ? target.slice(0, start).replace('npx', 'npx -y') : target.slice(0, start)}${fixedPackage}${target.slice(start + packageWord.length)}`;
}

interface Release {
  version: string;
  /** Files of programs by name. */
  programs: Readonly<Record<string, unknown>>;
}

/** Returns the newest matching version; undefined if the registry does not return it, such as without a network. */
async function newestRelease(
  { host, signal }: CommandContext,
  packageSpec: string,
): Promise<Release | undefined> {
  const command = [
    'npm',
    'view',
    packageSpec,
    'version',
    'bin',
    '--json',
    '--loglevel=error',
  ] as const;
  const { exitCode, stdout, output } = await host.exec(command, { cwd: host.cwd, signal });
  if (exitCode !== 0 && output.includes('E404')) throw packageMissing(packageSpec);
  const metadata = exitCode === 0 ? parseJson(stdout) : undefined;
  const releases = [metadata].flat().flatMap((release): Release[] => {
    if (typeof release === 'string') return [{ version: release, programs: {} }];
    if (!isObject(release) || typeof release.version !== 'string') return [];
    const { version, bin } = release;
    return [{ version, programs: objectOrEmpty(bin) }];
  });
  // The registry has them in the order of their publication.
  return releases.toSorted((a, b) => compareVersions(a.version, b.version) ?? 0).at(-1);
}
