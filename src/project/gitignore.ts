import { join, relative, sep } from 'node:path';
import type { HostFiles } from '../model/host.js';
import { repositoryOf, upFrom } from './repository.js';

interface Pattern {
  matches: RegExp;
  keeps: boolean;
  directories: boolean;
}

const LINE_END = /\r\n|\n|\r/;

interface List {
  /** From the file's directory down to the project … */
  way: string;
  /** … or from the project down to it. */
  inside: string;
  patterns: readonly Pattern[];
}

export interface IgnoreText {
  /** Of the file's directory, relative to the first one's, with a slash at its end; empty for the first. */
  below: string;
  text: string;
}

/**
 * gitignore(5), from the files on the way down to a project, the outermost first, and from those in it. The last pattern
 * that fits decides; whether the project itself is ignored is not asked.
 */
export class Ignoring {
  readonly #lists: List[];

  /** @param place of the project below the directory of the first file */
  constructor(files: readonly IgnoreText[], place = '') {
    this.#lists = files.map(({ below, text }) => ({
      way: place === '' ? '' : `${place}/`.slice(below.length),
      inside: '',
      patterns: patternsIn(text),
    }));
  }

  /** A file in a directory of the project; those above it come first. */
  add(directory: string, text: string): void {
    const inside = directory === '' ? '' : `${directory}/`;
    this.#lists.push({ way: '', inside, patterns: patternsIn(text) });
  }

  /** Whether git ignores a path of the project; that of a directory ends in a slash. */
  covers(path: string): boolean {
    const names = path.split('/');
    // Nothing below a directory that is left out can be brought back.
    return names.some((_, index) => {
      const isDirectory = path.endsWith('/') || index < names.length - 1;
      return this.isIgnored(names.slice(0, index + 1).join('/'), isDirectory);
    });
  }

  /** The same for a path of which no directory above is ignored, without a slash at its end. */
  isIgnored(path: string, isDirectory: boolean): boolean {
    const decision = this.#lists
      .flatMap(({ way, inside, patterns }) => {
        if (!path.startsWith(inside)) return [];
        const seen = `${way}${path.slice(inside.length)}`;
        return patterns.findLast(
          ({ matches, directories }) => (isDirectory || !directories) && matches.test(seen),
        );
      })
      .findLast((each) => each !== undefined);
    return decision !== undefined && !decision.keeps;
  }
}

const patternsIn = (text: string): Pattern[] =>
  text
    .replace(/^\uFEFF/, '')
    .split(LINE_END)
    .flatMap(pattern);

function pattern(line: string): Pattern[] {
  const text = line.replace(/(?<!\\)[ \t]+$/, '');
  if (text === '' || text.startsWith('#')) return [];
  const keeps = text.startsWith('!');
  const directories = text.endsWith('/');
  const path = text.slice(keeps ? 1 : 0, directories ? -1 : undefined);
  const anywhere = path.includes('/') ? '' : '(?:.*/)?';
  const body = path.replace(/^\//, '').replace(TOKEN, translated);
  try {
    return [{ matches: new RegExp(`^${anywhere}${body}$`, 's'), keeps, directories }];
  } catch (error) {
    // A range the wrong way round: git, too, takes such a pattern to match nothing.
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}

const TOKEN = /\*\*\/|\/\*\*$|\*+|\?|\[(?:!|\^)?\]?(?:\[:\w+:\]|\\.|[^\]\\])*\]|\\.|[^]/g;

/** Character classes of POSIX, as they are written inside the brackets of a regular expression. */
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

function translated(token: string): string {
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
 * What Git ignores at and below a directory, as far as files outside it say so: those of the user and of the repository,
 * and `.gitignore` from the repository's root down to the directory.
 */
export async function ignoringIn(files: HostFiles, directory: string): Promise<Ignoring> {
  const repository = await repositoryOf(files, directory);
  const read = async (path: string) => (await files.read(path).catch(() => null)) ?? [];
  const texts: IgnoreText[] = [];
  for (const at of upFrom(directory, repository)) {
    const below = relative(repository, at).split(sep).join('/');
    for (const text of [await read(join(at, '.gitignore'))].flat())
      texts.unshift({ below: below === '' ? '' : `${below}/`, text });
  }
  const ofAll = await Promise.all((await files.gitExcludes(repository)).map(read));
  return new Ignoring(
    [...ofAll.flat().map((text) => ({ below: '', text })), ...texts],
    relative(repository, directory).split(sep).join('/'),
  );
}
