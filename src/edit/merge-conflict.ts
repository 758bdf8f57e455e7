const CONFLICT =
  /^<{7} .*\r?\n([^]*?)(?:^\|{7} .*\r?\n([^]*?))?^={7}\r?\n([^]*?)^>{7} .*(?:\r?\n|$)/gm;

/** Imports, and entries of the list of providers: neither excludes another one. */
const LINE =
  /^\s*(?:import (?:[^'"]* from )?(['"]).+\1;?|['"]?[\w-]+['"]?: \(\) => import\(.*\),)$/;

/**
 * The text with the lines of both versions of each conflict, where both versions only add lines that go together;
 * undefined where a person has to choose.
 */
export function withBothSides(text: string): string | undefined {
  let merged = '';
  let last = 0;
  for (const { index, 0: whole, 1: ours = '', 2: base = '', 3: theirs = '' } of text.matchAll(
    CONFLICT,
  )) {
    const [own, other] = [linesOf(ours), linesOf(theirs)];
    const isKept = linesOf(base).every((line) => own.includes(line) && other.includes(line));
    const isEmpty = own.length === 0 || other.length === 0;
    if (ours !== theirs && (isEmpty || !isKept || !isFree(own, other))) return undefined;
    const lineEnd = theirs.includes('\r\n') ? '\r\n' : '\n';
    const added = other.filter((line) => !own.includes(line)).map((line) => line + lineEnd);
    merged += text.slice(last, index) + ours + added.join('');
    last = index + whole.length;
  }
  merged += text.slice(last);
  return /^(?:<{7} |={7}\r?$|>{7} )/m.test(merged) ? undefined : merged;
}

const linesOf = (side: string): string[] =>
  side.split(/\r?\n/).filter((line) => line.trim() !== '');

/** All lines can stand beside each other: no name is brought in, or listed, twice. */
function isFree(own: readonly string[], other: readonly string[]): boolean {
  const lines = [...new Set([...own, ...other])];
  const names = lines.flatMap((line) => {
    const [, key] = /^\s*['"]?([\w-]+)['"]?: \(\) =>/.exec(line) ?? [];
    const [, clause = ''] = /^\s*import (?:type )?([^'"]*) from /.exec(line) ?? [];
    return key === undefined
      ? clause.split(/[{},]/).flatMap((each) => each.trim().split(/\s+/).at(-1) || [])
      : [key];
  });
  return lines.every((line) => LINE.test(line)) && new Set(names).size === names.length;
}
