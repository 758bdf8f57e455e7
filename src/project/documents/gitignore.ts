import type { Gitignore } from '../../model/project.js';
import { Text } from '../text.js';

interface Pattern {
  matches: RegExp;
  keeps: boolean;
  directories: boolean;
}

/** gitignore(5), from one file at the root. */
export class IgnoreFile extends Text implements Gitignore {
  #patterns: readonly Pattern[] | undefined;

  ignores(path: string): boolean {
    this.#patterns ??= this.text.split(/\r\n|\n|\r/).flatMap(pattern);
    const names = path.split('/');
    // Nothing below a directory that is left out can be brought back.
    return names.some((_, index) => {
      const directory = path.endsWith('/') || index < names.length - 1;
      return this.#ignored(names.slice(0, index + 1).join('/'), directory);
    });
  }

  #ignored(path: string, directory: boolean): boolean {
    const last = this.#patterns?.findLast(
      ({ matches, directories }) => (directory || !directories) && matches.test(path),
    );
    return last !== undefined && !last.keeps;
  }
}

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

const TOKEN = /\*\*\/|\/\*\*$|\*+|\?|\[(?:!|\^)?\]?(?:\\.|[^\]\\])*\]|\\.|[^]/g;

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
      .replace(/\[/g, '\\[');
    return `(?!/)[${inner}]`;
  }
  const character = token.length > 1 ? token.slice(1) : token;
  return character.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&');
}
