import { join, relative, sep } from 'node:path';
import type { HostFiles } from '../model/host.js';
import { repositoryRoot, upFrom } from './repository.js';

interface IgnorePattern {
  matches: RegExp;
  isNegated: boolean;
  directoriesOnly: boolean;
}

const LINE_END = /\r\n|\n|\r/;

interface IgnoreList {
  /** Path from the file's directory down to the project, with a trailing slash, or empty. */
  prefix: string;
  /** Path from the project down to the file's directory, with a trailing slash, or empty. */
  directory: string;
  patterns: readonly IgnorePattern[];
}

interface IgnoreText {
  /** The file's directory relative to that of the first file, with a trailing slash; empty for the first file. */
  below: string;
  text: string;
}

/**
 * Patterns of gitignore(5), from the files above a project, the outermost first, and from those in
 * it. The last matching pattern decides. Whether the project itself is ignored is not considered.
 */
export class IgnoreRules {
  readonly #lists: IgnoreList[];

  /** @param place of the project relative to the directory of the first file */
  constructor(files: readonly IgnoreText[], place = '') {
    this.#lists = files.map(({ below, text }) => ({
      prefix: place === '' ? '' : `${place}/`.slice(below.length),
      directory: '',
      patterns: patternsIn(text),
    }));
  }

  /** Adds the patterns of a file in a directory of the project, after those of the directories above. */
  add(directory: string, text: string): void {
    const directoryPrefix = directory === '' ? '' : `${directory}/`;
    this.#lists.push({ prefix: '', directory: directoryPrefix, patterns: patternsIn(text) });
  }

  /** Returns whether Git ignores a path of the project; paths of directories end with a slash. */
  covers(path: string): boolean {
    const names = path.split('/');
    // No pattern can include a path in an ignored directory again.
    return names.some((_, index) => {
      const isDirectory = path.endsWith('/') || index < names.length - 1;
      return this.isIgnored(names.slice(0, index + 1).join('/'), isDirectory);
    });
  }

  /** Returns whether Git ignores a path without a trailing slash whose parent directories are not ignored. */
  isIgnored(path: string, isDirectory: boolean): boolean {
    const decision = this.#lists
      .flatMap(({ prefix, directory, patterns }) => {
        if (!path.startsWith(directory)) return [];
        const relativePath = `${prefix}${path.slice(directory.length)}`;
        return patterns.findLast(
          ({ matches, directoriesOnly }) =>
            (isDirectory || !directoriesOnly) && matches.test(relativePath),
        );
      })
      .findLast((result) => result !== undefined);
    return decision !== undefined && !decision.isNegated;
  }
}

const patternsIn = (text: string): IgnorePattern[] =>
  text
    .replace(/^\uFEFF/, '')
    .split(LINE_END)
    .flatMap(parsePattern);

function parsePattern(line: string): IgnorePattern[] {
  const text = line.replace(/(?<!\\)[ \t]+$/, '');
  if (text === '' || text.startsWith('#')) return [];
  const isExclusion = text.startsWith('!');
  const directoriesOnly = text.endsWith('/');
  const path = text.slice(isExclusion ? 1 : 0, directoriesOnly ? -1 : undefined);
  const anyParents = path.includes('/') ? '' : '(?:.*/)?';
  const body = path.replace(/^\//, '').replace(TOKEN, regExpToken);
  try {
    return [
      {
        matches: new RegExp(`^${anyParents}${body}$`, 's'),
        isNegated: isExclusion,
        directoriesOnly,
      },
    ];
  } catch (error) {
    // The range is invalid. Git also treats such a pattern as matching nothing.
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}

const TOKEN = /\*\*\/|\/\*\*$|\*+|\?|\[(?:!|\^)?\]?(?:\[:\w+:\]|\\.|[^\]\\])*\]|\\.|[^]/g;

/** Character classes of POSIX in the syntax of regular expressions. */
const CLASSES: Readonly<Record<string, string>> = {
  alnum: 'a-zA-Z0-9',
  alpha: 'a-zA-Z',
  blank: ' \\t',
  cntrl: '\\0-\\x1f\\x7f',
  digit: '0-9',
  graph: '!-~',
  lower: 'a-z',
  print: ' -~',
  punct: '!-\\/:-@\\[-`{-~',
  space: '\\s',
  upper: 'A-Z',
  xdigit: '0-9a-fA-F',
};

function regExpToken(token: string): string {
  if (token === '**/') return '(?:.*/)?';
  if (token === '/**') return '/.+';
  if (token.startsWith('*')) return '[^/]*';
  if (token === '?') return '[^/]';
  if (token.length > 1 && token.startsWith('[')) {
    const inner = token
      .slice(1, -1)
      .replace(/^!/, '^')
      .replace(/^(\^?)\]/, '$1\\]')
      .replace(/\[:(\w+):\]|\[/g, (_, name: string) => CLASSES[name] ?? '\\[');
    return `(?!/)[${inner}]`;
  }
  const character = token.length > 1 ? token.slice(1) : token;
  return character.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&');
}

/**
 * Returns the ignore rules of a directory from files outside of it: those of the user and of the
 * repository, and `.gitignore` files from the repository's root down to the directory.
 */
export async function ignoreRulesOf(files: HostFiles, directory: string): Promise<IgnoreRules> {
  const repository = await repositoryRoot(files, directory);
  const read = async (path: string) => (await files.read(path).catch(() => null)) ?? [];
  const texts: IgnoreText[] = [];
  for (const folder of upFrom(directory, repository)) {
    const relativePath = relative(repository, folder).split(sep).join('/');
    for (const text of [await read(join(folder, '.gitignore'))].flat())
      texts.unshift({ below: relativePath === '' ? '' : `${relativePath}/`, text });
  }
  const globalTexts = await Promise.all((await files.gitExcludes(repository)).map(read));
  return new IgnoreRules(
    [...globalTexts.flat().map((text) => ({ below: '', text })), ...texts],
    relative(repository, directory).split(sep).join('/'),
  );
}
