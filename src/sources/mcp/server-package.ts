import { delimiter, isAbsolute, join, resolve } from 'node:path';
import { commandText, commandWords } from '../../../runtime/src/utils/command-words.js';
import { objectOrEmpty } from '../../../runtime/src/utils/is-object.js';
import { programOfFolder } from '../../model/errors/remote.js';
import type { Host } from '../../model/host.js';
import { parseJson } from '../../model/json.js';
import { soleProgram } from '../../remote/sole-program.js';

/** Packages with which MCP servers are written. */
const LIBRARIES =
  /^(?:@modelcontextprotocol\/(?:sdk|server|node|hono|express|fastify)|fastmcp|mcp-framework|xmcp|mcp-provider)$/;
const KEYWORDS = /^(?:mcp|mcp-server|model-?context-?protocol)$/i;
/** A package of the registry, which has a scope, a version or "mcp" in its name. */
const PACKAGE =
  /^(?:@[\w-][\w.-]*\/[\w.-]+(?:@[\w.-]+)?|[a-z\d][\w.-]*@\d[\w.-]*|(?=[\w-]*mcp)[a-z\d][\w-]*-[\w-]+(?:@[\w.-]+)?)$/i;

/** Returns the command for a package that the registry may have; undefined if the text is no name of one. */
export const packageCommand = (text: string): string | undefined =>
  PACKAGE.test(text) ? `npx -y ${text}` : undefined;

/** Returns whether a package.json is that of an MCP server. */
export function isServerPackage(manifest: string): boolean {
  const { mcpName, keywords, dependencies, devDependencies } = objectOrEmpty(parseJson(manifest));
  const packages = Object.keys({
    ...objectOrEmpty(dependencies),
    ...objectOrEmpty(devDependencies),
  });
  return (
    typeof mcpName === 'string' ||
    packages.some((packageName) => LIBRARIES.test(packageName)) ||
    (Array.isArray(keywords) && keywords.some((keyword) => KEYWORDS.test(String(keyword))))
  );
}

/** Returns a path as commands recognize it: only one that begins with a dot is known to be one. */
const relativePath = (path: string): string =>
  isAbsolute(path) || /^(?:\.\.?|~)(?:[\\/]|$)/.test(path) ? path : `./${path}`;

/** The first line of a script of Node.js, which can have options. */
const NODE_SHEBANG = /^#!\s*\S*\/(?:env +(?:-S +)?)?node(?: +(.*?))?\s*(?:\n|$)/;

/** Returns the command that starts a file, if it is a script that names its program, or a program itself. */
export function fileCommand(file: string, head: string): string | undefined {
  if (!/^(?:#!|\x7fELF|MZ)/.test(head)) return undefined;
  // Windows does not read the first line of a script.
  const [line, options = ''] = NODE_SHEBANG.exec(head) ?? [];
  return commandText([...(line ? ['node', ...commandWords(options)] : []), relativePath(file)]);
}

/**
 * Returns the command that starts the program of a folder: its `bin`, else its script `mcp` or
 * `start`, else `main`.
 * @param manifest text of its package.json
 * @param args further arguments
 * @returns undefined if it has none
 * @throws CliError `remote/program` for several programs
 */
export function folderCommand(
  folder: string,
  manifest: string,
  args: readonly string[] = [],
): string | undefined {
  const { name, bin, main, scripts } = objectOrEmpty(parseJson(manifest));
  const place = relativePath(folder.replace(/(?<=.)[\\/]+$/, ''));
  const node = (path: string, ...nodeArguments: readonly string[]) =>
    commandText(['node', `${place}/${path.replace(/^\.\//, '')}`, ...nodeArguments, ...args]);
  const bins = typeof bin === 'string' ? { [String(name)]: bin } : objectOrEmpty(bin);
  const onlyProgram = soleProgram(String(name), bins);
  if (onlyProgram !== undefined) return node(onlyProgram);
  if (Object.keys(bins).length > 0)
    throw programOfFolder(
      folder,
      Object.values(bins).map((file) => node(String(file))),
    );
  const { mcp, start } = objectOrEmpty(scripts);
  const script = typeof mcp === 'string' ? 'mcp' : 'start';
  const source = mcp ?? start;
  if (typeof source === 'string') {
    const [program, file = '-', ...programArguments] = commandWords(source);
    // Other paths, and all that a shell reads, are those of the folder.
    if (
      program === 'node' &&
      !file.startsWith('-') &&
      programArguments.every((word) => /^[\w=-]+$/.test(word))
    )
      return node(file, ...programArguments);
    const rest = args.length > 0 ? ['--', ...args] : [];
    return commandText(['npm', '--silent', '--prefix', place, 'run', script, ...rest]);
  }
  return typeof main === 'string' ? node(main) : undefined;
}

/**
 * Returns the command of a server whose first word can be its folder or its package, as text; other
 * words are those of a command or a URL.
 * @throws CliError `remote/program`
 */
export async function serverCommand(
  { files, cwd, env }: Pick<Host, 'files' | 'cwd' | 'env'>,
  [first, ...args]: readonly string[],
): Promise<string | undefined> {
  if (first === undefined) return undefined;
  const path = await files.realPath(resolve(cwd, first)).catch(() => undefined);
  const kind = path === undefined ? null : await files.kind(path);
  if (path !== undefined && kind === 'directory') {
    const manifest = (await files.read(join(path, 'package.json'))) ?? '';
    const command = folderCommand(first, manifest, args);
    if (command === undefined) throw programOfFolder(first, []);
    return command;
  }
  const folders = (env.PATH ?? '').split(delimiter).filter(Boolean);
  const isProgram = async () =>
    (await Promise.all(folders.map((folder) => files.kind(join(folder, first))))).some(Boolean);
  const command = kind === null ? packageCommand(first) : undefined;
  if (command !== undefined && !(await isProgram()))
    return commandText([...commandWords(command), ...args]);
  return args.length > 0 ? commandText([first, ...args]) : first;
}
