import {
  type Document,
  type DocumentOptions,
  Lexer,
  type ParsedNode,
  parseDocument,
  type ParseOptions,
  type SchemaOptions,
  YAMLParseError,
} from 'yaml';

/** Published documents have up to 50. */
export const DEEPEST_YAML = 128;
export const TOO_DEEP = `Values are nested too deeply: more than ${DEEPEST_YAML} levels.`;

/** How many values a text may have, by the marks that begin them. The parser of YAML needs up to 1,000 bytes for each. */
export const MOST_VALUES = { yaml: 1_500_000, json: 8_000_000 };

/** Whether a text has more values than that; counts no more of them. Text in quotes is counted, too: it is never too few. */
export function hasMoreValues(text: string, most: number): boolean {
  const mark = /[\n,[{]|[-?:](?=\s)/g;
  for (let count = 0; mark.test(text); count++) if (count === most) return true;
  return false;
}

type Options = ParseOptions & DocumentOptions & SchemaOptions;

/**
 * The document of a YAML text of any origin. What would fill the memory, or exhaust the stack of the parser, is not parsed:
 * that is an error of a document without content.
 */
export function boundedDocument<Contents extends ParsedNode = ParsedNode>(
  text: string,
  options: Options = {},
): Document.Parsed<Contents> {
  const fault = excess(text);
  if (fault === undefined)
    return parseDocument<Contents>(text, options) as Document.Parsed<Contents>;
  const none = parseDocument<Contents>('', options) as Document.Parsed<Contents>;
  const { offset, message } = fault;
  none.errors.push(new YAMLParseError([offset, offset], 'RESOURCE_EXHAUSTION', message));
  return none;
}

function excess(text: string): { offset: number; message: string } | undefined {
  if (hasMoreValues(text, MOST_VALUES.yaml))
    return {
      offset: 0,
      message: 'It has more values than YAML can be read with. Convert it to JSON.',
    };
  const offset = tooDeepAt(new Lexer().lex(text), DEEPEST_YAML);
  return offset === undefined ? undefined : { offset, message: TOO_DEEP };
}

/** Tokens of `Lexer` that stand for no text: begin of a scalar, of a document, and an unexpected end of a collection. */
const SCALAR = '\u001f';
const MARKS: readonly string[] = [SCALAR, '\u0002', '\u0018'];

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

/** The places of the comments in a YAML text, each to the end of its line. */
export function yamlComments(text: string): [start: number, end: number][] {
  const ranges: [number, number][] = [];
  let [offset, isScalar] = [0, false];
  for (const token of new Lexer().lex(text)) {
    if (!MARKS.includes(token)) {
      if (!isScalar && token.startsWith('#')) ranges.push([offset, offset + token.length]);
      offset += token.length;
    }
    isScalar = token === SCALAR;
  }
  return ranges;
}
