const BLOCK = 100;
const BASE = 37n;
const WORD = 64;
/** What leaves the window has been multiplied this often. */
const OLDEST = BigInt.asUintN(WORD, BASE ** BigInt(BLOCK));
const END = 0xffff;
const [SPACE, TAB, LF, CR] = [0x20, 0x09, 0x0a, 0x0d];

/**
 * `primaryLocationLineHash` of each line, from line 1, as GitHub's `upload-sarif` computes it (codeql-action,
 * `src/fingerprints.ts`): a rolling hash over the 100 characters from the line's start, blanks left out, and which of
 * the equal ones it is.
 */
export function lineHashes(text: string): string[] {
  const window = new Array<number>(BLOCK).fill(0);
  /** Line that began at each place of the window; 0 is none. */
  const lines = new Array<number>(BLOCK).fill(0);
  const counts = new Map<string, number>();
  const hashes: string[] = [];
  let hash = 0n;
  let index = 0;

  const shift = (unit: number, line: number) => {
    const finished = lines[index] ?? 0;
    if (finished > 0) {
      const digits = hash.toString(16);
      const count = (counts.get(digits) ?? 0) + 1;
      counts.set(digits, count);
      hashes[finished - 1] = `${digits}:${count}`;
    }
    lines[index] = line;
    const oldest = BigInt(window[index] ?? 0);
    hash = BigInt.asUintN(WORD, hash * BASE + BigInt(unit) - OLDEST * oldest);
    window[index] = unit;
    index = (index + 1) % BLOCK;
  };

  let line = 0;
  let lineStarts = true;
  for (let at = 0; at <= text.length; at++) {
    const unit = at < text.length ? text.charCodeAt(at) : END;
    if (unit === SPACE || unit === TAB || (unit === LF && text.charCodeAt(at - 1) === CR)) continue;
    shift(unit === CR ? LF : unit, lineStarts ? ++line : 0);
    lineStarts = unit === LF || unit === CR;
  }
  for (let rest = 0; rest < BLOCK; rest++) shift(0, 0);
  return hashes;
}
