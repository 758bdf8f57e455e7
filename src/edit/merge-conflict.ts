const CONFLICT =
  /^<{7} .*\r?\n([^]*?)(?:^\|{7} .*\r?\n([^]*?))?^={7}\r?\n([^]*?)^>{7} .*(?:\r?\n|$)/gm;

/** Imports, and entries of the list of providers: neither excludes another one. */
const LINE = /^\s*(?:import (?:[^'"]* from )?(['"]).+\1;?|['"]?[\w-]+['"]?: \(\) => import\(.*\),)$/;

/**
 * The text with the lines of both versions of each conflict, where both versions only add lines that go together;
 * undefined where a person has to choose.
 */
export function withBothSides(text: string): string | undefined {
  let isCertain = true;
  const merged = text.replace(CONFLICT, (_, ours: string, base: string | undefined, theirs: string) => {
    if (ours === theirs) return ours;
    const [own, other] = [linesOf(ours), linesOf(theirs)];
    const isKept = linesOf(base ?? '').every((line) => own.includes(line) && other.includes(line));
    isCertain &&= isKept && own.length > 0 && other.length > 0 && isFree(own, other);
    const added = other.filter((line) => !own.includes(line));
    return ours + added.map((line) => line + (/\r\n/.test(theirs) ? '\r\n' : '\n')).join('');
  });
  return isCertain && !/^(?:<{7} |={7}$|>{7} )/m.test(merged) ? merged : undefined;
}

const linesOf = (side: string): string[] => side.split(/\r?\n/).filter((line) => line.trim() !== '');

/** All lines can stand beside each other: no name is brought in, or listed, twice. */
function isFree(own: readonly string[], other: readonly string[]): boolean {
  const lines = [...new Set([...own, ...other])];
  const names = lines.flatMap((line) => {
    const [, key] = /^\s*['"]?([\w-]+)['"]?: \(\) =>/.exec(line) ?? [];
    const [, braces = '', whole = ''] = /^\s*import (?:\{([^}]*)\}|([^'"{}]*)) from /.exec(line) ?? [];
    return key === undefined ? (braces || whole).split(',').flatMap((each) => each.trim() || []) : [key];
  });
  return lines.every((line) => LINE.test(line)) && new Set(names).size === names.length;
}
