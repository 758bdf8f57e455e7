import type { Document } from 'yaml';
import type * as Yaml from 'yaml';
import { specSyntax, specTooLarge } from '../../model/errors/spec.js';
import { pathText, type Source } from '../source.js';
import { checkNodes, type NodeFault } from './nodes.js';
import { places } from './places.js';

/** A JSON value and the file it was read from. */
export interface SpecDocument {
  value: unknown;
  source: Source;
}

/** In UTF-16 code units. The parser needs up to a thousand bytes for each of them. */
const LARGEST = 2_000_000;
const DEEPEST = 128;
/** Uses of one anchor; how much aliases make of a text is bounded by `checkValues`. */
const MOST_ALIASES = 10_000;

/**
 * Reads one YAML 1.2 document; JSON is one, too.
 * @throws CliError `spec/too-large`, `spec/syntax`
 */
export async function readDocument(text: string, fileName: string): Promise<SpecDocument> {
  if (text.length > LARGEST) throw specTooLarge(fileName, '2 MB');
  const yaml = await import('yaml');
  const source = text.replace(/^\uFEFF/, '');
  const position = positions(source, fileName, yaml);
  const fail = (faults: readonly NodeFault[]) =>
    specSyntax(
      faults.map(({ offset, message }) => {
        const where = position(offset);
        return { where, path: '', message: `${where}: ${message}` };
      }),
    );

  const tokens = Array.from(new yaml.Lexer().lex(source));
  const deep = tooDeepAt(tokens, DEEPEST);
  if (deep !== undefined) {
    throw fail([{ offset: deep, message: `Values are nested more than ${DEEPEST} levels deep.` }]);
  }
  const [document, second] = compose(tokens, source.length, yaml);
  const faults = [...syntaxFaults(document), ...(second ? [secondDocument(second)] : [])];
  if (faults.length > 0) throw fail(faults);
  const nodes = checkNodes(document, yaml);
  if (nodes.faults.length > 0) throw fail(nodes.faults);

  const offsetOf = places(document, nodes.targets, yaml);
  return {
    value: plainValue(document, fail),
    source: {
      is: 'document',
      locate(place) {
        const offset = offsetOf(place);
        const where = position(offset);
        return { where, subject: `${where}: ${pathText(place.path) || 'The spec'}`, offset };
      },
    },
  };
}

function positions(source: string, fileName: string, yaml: typeof Yaml) {
  const lines = new yaml.LineCounter();
  lines.addNewLine(0);
  for (const { index } of source.matchAll(/\n/g)) lines.addNewLine(index + 1);
  return (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return `${fileName}:${line}:${col}`;
  };
}

function compose(tokens: readonly string[], length: number, yaml: typeof Yaml) {
  const parser = new yaml.Parser();
  const composer = new yaml.Composer({
    merge: true,
    prettyErrors: false,
    resolveKnownTags: false,
    schema: 'core',
    uniqueKeys: false,
  });
  const parsed = function* () {
    for (const token of tokens) yield* parser.next(token);
    yield* parser.end();
  };
  const documents = Array.from(composer.compose(parsed(), true, length));
  // The second argument, `forceDoc`, makes a document of an empty text, too.
  return documents as [Document.Parsed, ...Document.Parsed[]];
}

const HINTS: readonly [what: RegExp, hint: string][] = [
  [/^Nested mappings/, 'enclose text that contains ": " in quotes'],
  [/flow-(map|seq)-(start|end) at node end/, 'enclose text that contains a bracket in quotes'],
  [/^Plain value cannot start/, 'enclose it in quotes'],
];

/** What the parser says, without what only follows from an earlier error. */
function syntaxFaults({ errors, warnings }: Document.Parsed): NodeFault[] {
  return [...errors, ...warnings]
    .filter(({ code }, i) => i === 0 || code !== 'UNEXPECTED_TOKEN')
    .map(({ message, pos }) => {
      const hint = HINTS.find(([what]) => what.test(message))?.[1];
      return { offset: pos[0], message: hint ? `${message}; ${hint}.` : `${message}.` };
    });
}

const secondDocument = ({ range }: Document.Parsed): NodeFault => ({
  offset: range[0],
  message: 'A second document begins here; a spec is one document.',
});

function plainValue(document: Document.Parsed, fail: (faults: NodeFault[]) => Error): unknown {
  try {
    return document.toJS({ maxAliasCount: MOST_ALIASES });
  } catch (error) {
    // What `Alias` throws where aliases multiply.
    if (!(error instanceof ReferenceError)) throw error;
    throw fail([{ offset: 0, message: `Its aliases expand to more than ${MOST_ALIASES} values.` }]);
  }
}

/** Tokens of `Lexer` that stand for no text: begin of a document, of a scalar, and an unexpected end of a collection. */
const MARKS: readonly string[] = ['\u0002', '\u001f', '\u0018'];

/**
 * Where the tokens of a YAML text (`Lexer`) first nest collections deeper than `limit`. The parser is recursive: what is
 * too deep for its stack can end the process, so it has to be known before.
 */
function tooDeepAt(tokens: Iterable<string>, limit: number): number | undefined {
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
