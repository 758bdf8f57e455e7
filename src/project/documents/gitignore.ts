interface Pattern {
  matches: RegExp;
  keeps: boolean;
  directories: boolean;
}

export interface IgnoreText {
  /** Of the file's directory, relative to the first one's, with a slash at its end; empty for the first. */
  below: string;
  text: string;
}

/**
 * gitignore(5), from the files on the way down to a project, the outermost first. The last pattern that fits decides;
 * whether the project itself is ignored is not asked.
 */
export function ignoring(files: readonly IgnoreText[]): (path: string) => boolean {
  const last = files.at(-1)?.below ?? '';
  const lists = files.map(({ below, text }) => ({
    way: last.slice(below.length),
    patterns: text.split(/\r\n|\n|\r/).flatMap(pattern),
  }));
  const isIgnored = (path: string, isDirectory: boolean) => {
    const decision = lists
      .flatMap(({ way, patterns }) =>
        patterns.findLast(
          ({ matches, directories }) =>
            (isDirectory || !directories) && matches.test(`${way}${path}`),
        ),
      )
      .findLast((each) => each !== undefined);
    return decision !== undefined && !decision.keeps;
  };
  return (path) => {
    const names = path.split('/');
    // Nothing below a directory that is left out can be brought back.
    return names.some((_, index) => {
      const isDirectory = path.endsWith('/') || index < names.length - 1;
      return isIgnored(names.slice(0, index + 1).join('/'), isDirectory);
    });
  };
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
