import { dirname, join, resolve } from 'node:path';
import { commandWords } from '../../../runtime/src/utils/command-words.js';
import type { CommandContext } from '../../model/command.js';
import type { HostFiles } from '../../model/host.js';

const SCRIPT = /\.[cm]?[jt]s$/;
/** Folders and files that are no part of the program. */
const OTHERS =
  /^(?:node_modules|\.\w.*|__tests__|tests?|fixtures|examples?)$|\.(?:d|test|spec)\.[cm]?ts$|\.(?:test|spec)\.[cm]?js$/;
/** Maximum numbers of files and of bytes of one: bundles have megabytes. */
const MAX_FILES = 500;
const MAX_BYTES = 10_000_000;

const MEMBER = /\benv(?:\??\.|(?:\?\.)?\[["'`])([A-Z][A-Z\d_]*)\b/g;
const PATTERN = /\{([^{}]*)\}\s*=\s*(?:\w+\.)*env\b/g;

/** Variables that say how any program runs, or that it gets without being listed. */
const USUAL =
  /^(?:PATH|HOME|USER|USERPROFILE|SHELL|TERM|TE?MP(?:DIR)?|TZ|LANG|LC_\w+|XDG_\w+|PWD|HOST|PORT|CI|DEBUG|EDITOR|(?:LOCAL)?APPDATA|(?:NO|FORCE)_COLOR|(?:HTTPS?|ALL|NO)_PROXY|NODE_\w+|NPM_\w+|VITEST\w*|JEST_\w+)$/;

/**
 * Names of environment variables that the program of a command reads, sorted: credentials, and
 * settings such as the path of its file. Empty if its files are not found, as those of other languages.
 */
export async function ownVariables(context: CommandContext, command: string): Promise<string[]> {
  const { files } = context.host;
  const folder = await folderOf(context, commandWords(command));
  const names = new Set<string>();
  for (const path of folder === undefined ? [] : await scriptsIn(files, folder)) {
    const text = await files.head(path, MAX_BYTES);
    for (const [, name = ''] of text.matchAll(MEMBER)) names.add(name);
    for (const [, list = ''] of text.matchAll(PATTERN))
      for (const [name] of list.matchAll(/(?<=^\s*|,\s*)[A-Z][A-Z\d_]*\b/g)) names.add(name);
  }
  return [...names].filter((name) => !USUAL.test(name)).toSorted();
}

/** The folder of the package that a command starts, which `npx` has installed. */
async function folderOf(
  { host, signal }: CommandContext,
  words: readonly string[],
): Promise<string | undefined> {
  const [program, ...args] = words;
  if (program === 'node') {
    const script = args.find((word) => SCRIPT.test(word));
    return script === undefined ? undefined : packageAbove(host.files, resolve(host.cwd, script));
  }
  const name = args.find((word) => !word.startsWith('-'));
  if (program !== 'npx' || name === undefined) return undefined;
  const printed = "process.env.PATH.split(require('node:path').delimiter)[0]";
  const { exitCode, stdout } = await host.exec(
    ['npx', '-y', `--package=${name}`, '--', 'node', '-p', printed],
    { cwd: host.cwd, signal },
  );
  return exitCode === 0
    ? join(dirname(stdout.trim()), name.replace(/(?<=.)@[^/]*$/, ''))
    : undefined;
}

async function packageAbove(files: HostFiles, path: string): Promise<string | undefined> {
  const folder = dirname(path);
  if (folder === path) return undefined;
  const isPackage = (await files.kind(join(folder, 'package.json'))) === 'file';
  return isPackage ? folder : packageAbove(files, folder);
}

async function scriptsIn(files: HostFiles, top: string): Promise<string[]> {
  const scripts: string[] = [];
  const folders = [top];
  for (const folder of folders)
    for (const { name, kind, size } of await files.entries(folder)) {
      if (OTHERS.test(name) || scripts.length >= MAX_FILES) continue;
      if (kind === 'directory') folders.push(join(folder, name));
      if (kind === 'file' && SCRIPT.test(name) && size <= MAX_BYTES)
        scripts.push(join(folder, name));
    }
  return scripts;
}
