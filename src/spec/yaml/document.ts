import type * as Yaml from 'yaml';
import type { Alias, Document, Node, Pair, YAMLMap } from 'yaml';
import { specSyntax, specTooLarge } from '../../model/errors/spec.js';
import type { Problem } from '../../model/spec-report.js';
import { pathText, type SpecOrigin } from '../source.js';

/** Something that YAML's grammar allows and a spec does not. */
interface NodeFault {
  /** UTF-16 code units from the beginning of the text. */
  offset: number;
  /** A sentence. */
  message: string;
}

/** The node that each alias stands for. */
type AliasTargets = ReadonlyMap<Alias, Node>;

/**
 * Keys that stand twice in one object, merges of what is no object, aliases that lead nowhere or into themselves.
 * The parser's own checks of these cost the square of the length, say no position or overflow the stack.
 */
function checkNodes(
  document: Document.Parsed,
  yaml: typeof Yaml,
): { faults: NodeFault[]; targets: AliasTargets } {
  const faults: NodeFault[] = [];
  const targets = new Map<Alias, Node>();
  const anchored = new Map<string, Node>();
  const fault = (node: unknown, message: string) => {
    faults.push({ offset: yaml.isNode(node) ? (node.range?.[0] ?? 0) : 0, message });
  };

  const checkAlias = (alias: Alias, ancestors: readonly unknown[]) => {
    const target = anchored.get(alias.source);
    if (!target) fault(alias, `No anchor "&${alias.source}" precedes this alias.`);
    else if (ancestors.includes(target)) {
      fault(alias, `The alias "*${alias.source}" is inside the value it refers to.`);
    } else targets.set(alias, target);
  };

  const checkKeys = (map: YAMLMap) => {
    const seen = new Set<string>();
    for (const pair of map.items) {
      const key = keyText(pair, yaml);
      if (seen.has(key)) {
        fault(pair.key, `The key ${JSON.stringify(key)} appears twice in one object.`);
      }
      seen.add(key);
      if (isMerge(pair, yaml) && !isMergeable(pair.value)) {
        fault(pair.key, 'Only objects can be merged with "<<".');
      }
    }
  };

  const behind = (node: unknown) => (yaml.isAlias(node) ? anchored.get(node.source) : node);
  const isMergeable = (value: unknown) => {
    const source = behind(value);
    return yaml.isSeq(source)
      ? source.items.every((item) => yaml.isMap(behind(item)))
      : yaml.isMap(source);
  };

  yaml.visit(document, {
    Node: (_, node, ancestors) => {
      if (yaml.isAlias(node)) {
        checkAlias(node, ancestors);
        return;
      }
      if (node.anchor !== undefined) anchored.set(node.anchor, node);
      if (yaml.isMap(node)) checkKeys(node);
    },
  });
  return { faults, targets };
}

/** `<<` without quotes. */
const isMerge = ({ key }: Pair, yaml: typeof Yaml) =>
  yaml.isScalar(key) && typeof key.value === 'symbol';

/** A key as it is in the value that the document stands for. */
function keyText(pair: Pair, yaml: typeof Yaml): string {
  if (isMerge(pair, yaml)) return '<<';
  if (!yaml.isScalar(pair.key)) return String(pair.key);
  const { value } = pair.key;
  return typeof value === 'string' ? value : value === null ? '' : JSON.stringify(value);
}

/**
 * Finds where the key or the value at a path begins, in UTF-16 code units; of what is not there, where the nearest thing
 * around it begins.
 */
function places(
  document: Document.Parsed,
  targets: AliasTargets,
  yaml: typeof Yaml,
): (place: Pick<Problem, 'path' | 'at'>) => number {
  const indexes = new WeakMap<YAMLMap, ReadonlyMap<string, Pair>>();
  const startOf = (node: unknown) => (yaml.isNode(node) ? node.range?.[0] : undefined);
  const behind = (node: unknown) => (yaml.isAlias(node) ? targets.get(node) : node);

  const indexOf = (map: YAMLMap): ReadonlyMap<string, Pair> => {
    const cached = indexes.get(map);
    if (cached) return cached;
    const index = new Map<string, Pair>();
    // What is merged stands behind what the map says itself, and the first of several sources wins.
    const merged = map.items
      .filter((pair) => isMerge(pair, yaml))
      .flatMap(({ value }) => sourcesOf(value));
    for (const source of merged.reverse()) {
      for (const [key, pair] of indexOf(source)) index.set(key, pair);
    }
    for (const pair of map.items) {
      if (!isMerge(pair, yaml)) index.set(keyText(pair, yaml), pair);
    }
    indexes.set(map, index);
    return index;
  };
  const sourcesOf = (value: unknown): YAMLMap[] => {
    const source = behind(value);
    const sources = yaml.isSeq(source) ? source.items.map(behind) : [source];
    return sources.filter((one) => yaml.isMap(one));
  };

  return ({ path, at }) => {
    let node: unknown = document.contents;
    let offset = startOf(node) ?? 0;
    for (const [i, part] of path.entries()) {
      const around = behind(node);
      const pair = yaml.isMap(around) ? indexOf(around).get(String(part)) : undefined;
      const item = yaml.isSeq(around) ? around.items[Number(part)] : pair?.value;
      if (pair === undefined && item === undefined) break;
      const isKeyMeant = at === 'key' && i === path.length - 1;
      offset =
        (isKeyMeant ? undefined : startOf(item)) ?? startOf(pair?.key) ?? startOf(item) ?? offset;
      node = item;
    }
    return offset;
  };
}

/** A JSON value and the file it was read from. */
interface SpecDocument {
  value: unknown;
  source: SpecOrigin;
}

/** In UTF-16 code units. */
const LARGEST = 2_000_000;
/** Uses of one anchor; how much aliases make of a text is bounded by `checkValues`. */
const MOST_ALIASES = 10_000;

/**
 * Reads one YAML 1.2 document; JSON is one, too.
 * @throws CliError `spec/too-large`, `spec/syntax`
 */
export async function readDocument(text: string, fileName: string): Promise<SpecDocument> {
  if (text.length > LARGEST) throw specTooLarge(fileName);
  const [yaml, { DEEPEST_YAML, TOO_DEEP, tooDeepAt }] = await Promise.all([
    import('yaml'),
    import('../../model/yaml.js'),
  ]);
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
  const deep = tooDeepAt(tokens, DEEPEST_YAML);
  if (deep !== undefined) throw fail([{ offset: deep, message: TOO_DEEP }]);
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
