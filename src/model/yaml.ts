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

/** Maximum nesting depth; published documents have up to 50. */
export const MAX_YAML_DEPTH = 128;
export const TOO_DEEP = `Values are nested too deeply: more than ${MAX_YAML_DEPTH} levels.`;

/**
 * Maximum number of values in a text, estimated by the marks that begin them, because the YAML
 * parser needs up to 1,000 bytes for each.
 */
export const MAX_VALUES = { yaml: 1_500_000, json: 8_000_000 };

/**
 * Returns whether a text may have more values than a limit; stops counting there. Quoted text
 * counts, too, so the estimate is never too low.
 */
export function hasMoreValues(text: string, limit: number): boolean {
  const mark = /[\n,[{]|[-?:](?=\s)/g;
  for (let count = 0; mark.test(text); count++) if (count === limit) return true;
  return false;
}

type Options = ParseOptions & DocumentOptions & SchemaOptions;

/**
 * Parses a YAML text from any source. A text that would fill the memory or exhaust the parser's
 * stack is not parsed; its document is empty and has an error.
 */
export function boundedDocument<Contents extends ParsedNode = ParsedNode>(
  text: string,
  options: Options = {},
): Document.Parsed<Contents> {
  const fault = excess(text);
  if (fault === undefined)
    return parseDocument<Contents>(text, options) as Document.Parsed<Contents>;
  const emptyDocument = parseDocument<Contents>('', options) as Document.Parsed<Contents>;
  const { offset, message } = fault;
  emptyDocument.errors.push(new YAMLParseError([offset, offset], 'RESOURCE_EXHAUSTION', message));
  return emptyDocument;
}

function excess(text: string): { offset: number; message: string } | undefined {
  if (hasMoreValues(text, MAX_VALUES.yaml))
    return {
      offset: 0,
      message: 'It has more values than YAML can be read with. Convert it to JSON.',
    };
  const offset = tooDeepAt(new Lexer().lex(text), MAX_YAML_DEPTH);
  return offset === undefined ? undefined : { offset, message: TOO_DEEP };
}

/** Tokens of `Lexer` without text: start of a scalar, start of a document, and unexpected end of a collection. */
const SCALAR = '\u001f';
const MARK_TOKENS: readonly string[] = [SCALAR, '\u0002', '\u0018'];

/**
 * Returns the offset at which the tokens of a YAML text (`Lexer`) first nest collections more
 * deeply than `limit`; undefined if they do not. The parser is recursive, and an exhausted stack
 * can end the process, so this check comes first.
 */
export function tooDeepAt(tokens: Iterable<string>, limit: number): number | undefined {
  /** Start columns of the open collections. */
  const blocks: number[] = [];
  let [offset, column, flow, compact] = [0, 0, 0, 0];
  let lineBegins = true;
  for (const token of tokens) {
    if (MARK_TOKENS.includes(token)) continue;
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

/** Returns the ranges of the comments in a YAML text, each up to the end of its line. */
export function yamlComments(text: string): [start: number, end: number][] {
  const ranges: [number, number][] = [];
  let [offset, isScalar] = [0, false];
  for (const token of new Lexer().lex(text)) {
    if (!MARK_TOKENS.includes(token)) {
      if (!isScalar && token.startsWith('#')) ranges.push([offset, offset + token.length]);
      offset += token.length;
    }
    isScalar = token === SCALAR;
  }
  return ranges;
}
