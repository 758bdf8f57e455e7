/** Tokens of `Lexer` that stand for no text: begin of a document, of a scalar, and an unexpected end of a collection. */
const MARKS: readonly string[] = ['\u0002', '\u001f', '\u0018'];

/**
 * Where the tokens of a YAML text (`Lexer`) first nest collections deeper than `limit`. The parser is recursive: what is
 * too deep for its stack can end the process, so it has to be known before.
 */
export function tooDeepAt(tokens: Iterable<string>, limit: number): number | undefined {
  /** Columns at which the collections around the line begin. */
  const blocks: number[] = [];
  let [offset, column, flow, compact] = [0, 0, 0, 0];
  let lineBegins = true;
  for (const token of tokens) {
    if (MARKS.includes(token)) continue;
    if (/^\r?\n$/.test(token)) {
      [column, compact, lineBegins] = [0, 0, true];
    } else if (/^ +$/.test(token)) {
      column += token.length;
    } else {
      if (lineBegins && flow === 0 && !token.startsWith('#')) {
        while ((blocks.at(-1) ?? -1) >= column) blocks.pop();
        blocks.push(column);
        lineBegins = false;
      }
      if (token === '[' || token === '{') flow += 1;
      else if (token === ']' || token === '}') flow -= 1;
      else if (flow === 0 && /^[-?:]$/.test(token)) compact += 1;
      if (blocks.length + flow + compact > limit) return offset;
    }
    offset += token.length;
  }
  return undefined;
}
