import type * as Yaml from 'yaml';
import type { Alias, Document, Node, Pair, YAMLMap } from 'yaml';
import { specSyntax, specTooLarge } from '../../model/errors/spec.js';
import type { PathProblem } from '../../model/spec-report.js';
import { pathText, type SpecOrigin } from '../located-problems.js';

/** YAML syntax that a spec must not contain. */
interface NodeFault {
  /** Offset in UTF-16 code units. */
  offset: number;
  /** A sentence. */
  message: string;
}

type AliasTargets = ReadonlyMap<Alias, Node>;

/**
 * Finds duplicate keys in an object, merges of values that are not objects, and aliases that are
 * undefined or refer to themselves. The parser's own checks take quadratic time, report no position
 * or overflow the stack.
 */
function checkNodes(
  document: Document.Parsed,
  yaml: typeof Yaml,
): { faults: NodeFault[]; targets: AliasTargets } {
  const faults: NodeFault[] = [];
  const targets = new Map<Alias, Node>();
  const anchors = new Map<string, Node>();
  const fault = (node: unknown, message: string) => {
    faults.push({ offset: yaml.isNode(node) ? (node.range?.[0] ?? 0) : 0, message });
  };

  const checkAlias = (alias: Alias, ancestors: readonly unknown[]) => {
    const target = anchors.get(alias.source);
    if (!target) fault(alias, `No anchor "&${alias.source}" precedes this alias.`);
    else if (ancestors.includes(target)) {
      fault(alias, `The alias "*${alias.source}" is inside the value it refers to.`);
    } else targets.set(alias, target);
  };

  const checkKeys = (map: YAMLMap) => {
    const seenKeys = new Set<string>();
    for (const pair of map.items) {
      const key = keyText(pair, yaml);
      if (seenKeys.has(key)) {
        fault(pair.key, `The key ${JSON.stringify(key)} appears twice in one object.`);
      }
      seenKeys.add(key);
      if (isMerge(pair, yaml) && !isMergeable(pair.value)) {
        fault(pair.key, 'Only objects can be merged with "<<".');
      }
    }
  };

  const aliasTarget = (node: unknown) => (yaml.isAlias(node) ? anchors.get(node.source) : node);
  const isMergeable = (value: unknown) => {
    const source = aliasTarget(value);
    return yaml.isSeq(source)
      ? source.items.every((item) => yaml.isMap(aliasTarget(item)))
      : yaml.isMap(source);
  };

  yaml.visit(document, {
    Node: (_, node, ancestors) => {
      if (yaml.isAlias(node)) {
        checkAlias(node, ancestors);
        return;
      }
      if (node.anchor !== undefined) anchors.set(node.anchor, node);
      if (yaml.isMap(node)) checkKeys(node);
    },
  });
  return { faults, targets };
}

/** Returns whether a key is that of a merge: `<<` without quotes. */
const isMerge = ({ key }: Pair, yaml: typeof Yaml) =>
  yaml.isScalar(key) && typeof key.value === 'symbol';

/** Returns a key as it is in the value of the document. */
function keyText(pair: Pair, yaml: typeof Yaml): string {
  if (isMerge(pair, yaml)) return '<<';
  if (!yaml.isScalar(pair.key)) return String(pair.key);
  const { value } = pair.key;
  return typeof value === 'string' ? value : value === null ? '' : JSON.stringify(value);
}

/**
 * Finds the offset of the key or value at a path, in UTF-16 code units; for missing values, that of
 * the nearest parent.
 */
function offsetFinder(
  document: Document.Parsed,
  targets: AliasTargets,
  yaml: typeof Yaml,
): (place: Pick<PathProblem, 'path' | 'at'>) => number {
  const indexes = new WeakMap<YAMLMap, ReadonlyMap<string, Pair>>();
  const nodeStart = (node: unknown) => (yaml.isNode(node) ? node.range?.[0] : undefined);
  const aliasTarget = (node: unknown) => (yaml.isAlias(node) ? targets.get(node) : node);

  const keyIndex = (map: YAMLMap): ReadonlyMap<string, Pair> => {
    const cachedIndex = indexes.get(map);
    if (cachedIndex) return cachedIndex;
    const index = new Map<string, Pair>();
    // The mapping's own keys have precedence over merged ones, and the first of several sources
    // over the others.
    const mergedSources = map.items
      .filter((pair) => isMerge(pair, yaml))
      .flatMap(({ value }) => mergeSources(value));
    for (const source of mergedSources.reverse()) {
      for (const [key, pair] of keyIndex(source)) index.set(key, pair);
    }
    for (const pair of map.items) {
      if (!isMerge(pair, yaml)) index.set(keyText(pair, yaml), pair);
    }
    indexes.set(map, index);
    return index;
  };
  const mergeSources = (value: unknown): YAMLMap[] => {
    const source = aliasTarget(value);
    const sources = yaml.isSeq(source) ? source.items.map(aliasTarget) : [source];
    return sources.filter((source) => yaml.isMap(source));
  };

  return ({ path, at: position }) => {
    let node: unknown = document.contents;
    let offset = nodeStart(node) ?? 0;
    for (const [i, part] of path.entries()) {
      const container = aliasTarget(node);
      const pair = yaml.isMap(container) ? keyIndex(container).get(String(part)) : undefined;
      const item = yaml.isSeq(container) ? container.items[Number(part)] : pair?.value;
      if (pair === undefined && item === undefined) break;
      const isKeyMeant = position === 'key' && i === path.length - 1;
      offset =
        (isKeyMeant ? undefined : nodeStart(item)) ??
        nodeStart(pair?.key) ??
        nodeStart(item) ??
        offset;
      node = item;
    }
    return offset;
  };
}

/** A JSON value and the file from which it was read. */
interface SpecDocument {
  value: unknown;
  source: SpecOrigin;
}

/** Maximum length of a document, in UTF-16 code units. */
const MAX_DOCUMENT_LENGTH = 2_000_000;
/** Maximum number of uses of an anchor; `checkValues` limits the expansion of aliases. */
const MAX_ALIASES = 10_000;

/**
 * Parses a YAML 1.2 document, which may also be JSON.
 * @throws CliError `spec/too-large`, `spec/syntax`
 */
export async function readSpecDocument(text: string, fileName: string): Promise<SpecDocument> {
  if (text.length > MAX_DOCUMENT_LENGTH) throw specTooLarge(fileName);
  const [yaml, { MAX_YAML_DEPTH, TOO_DEEP, tooDeepAt }] = await Promise.all([
    import('yaml'),
    import('../../model/yaml.js'),
  ]);
  const source = text.replace(/^\uFEFF/, '');
  const position = positions(source, fileName, yaml);
  const fail = (faults: readonly NodeFault[]) =>
    specSyntax(
      faults.map(({ offset, message }) => {
        const location = position(offset);
        return { where: location, path: '', message: `${location}: ${message}` };
      }),
    );

  const tokens = Array.from(new yaml.Lexer().lex(source));
  const deepOffset = tooDeepAt(tokens, MAX_YAML_DEPTH);
  if (deepOffset !== undefined) throw fail([{ offset: deepOffset, message: TOO_DEEP }]);
  const [document, second] = compose(tokens, source.length, yaml);
  const faults = [...syntaxFaults(document), ...(second ? [secondDocument(second)] : [])];
  if (faults.length > 0) throw fail(faults);
  const nodes = checkNodes(document, yaml);
  if (nodes.faults.length > 0) throw fail(nodes.faults);

  const offsetOf = offsetFinder(document, nodes.targets, yaml);
  return {
    value: plainValue(document, fail),
    source: {
      is: 'document',
      locate(place) {
        const offset = offsetOf(place);
        const location = position(offset);
        return {
          where: location,
          subject: `${location}: ${pathText(place.path) || 'The spec'}`,
          offset,
        };
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
  const parseTokens = function* () {
    for (const token of tokens) yield* parser.next(token);
    yield* parser.end();
  };
  const documents = Array.from(composer.compose(parseTokens(), true, length));
  // The second argument, `forceDoc`, also creates a document for an empty text.
  return documents as [Document.Parsed, ...Document.Parsed[]];
}

const HINTS: readonly [what: RegExp, hint: string][] = [
  [/^Nested mappings/, 'enclose text that contains ": " in quotes'],
  [/flow-(map|seq)-(start|end) at node end/, 'enclose text that contains a bracket in quotes'],
  [/^Plain value cannot start/, 'enclose it in quotes'],
];

/** Returns the parser's errors, without those that only follow from an earlier one. */
function syntaxFaults({ errors, warnings }: Document.Parsed): NodeFault[] {
  return [...errors, ...warnings]
    .filter(({ code }, i) => i === 0 || code !== 'UNEXPECTED_TOKEN')
    .map(({ message, pos }) => {
      const hint = HINTS.find(([messagePattern]) => messagePattern.test(message))?.[1];
      return { offset: pos[0], message: hint ? `${message}; ${hint}.` : `${message}.` };
    });
}

const secondDocument = ({ range }: Document.Parsed): NodeFault => ({
  offset: range[0],
  message: 'A second document begins here; a spec is one document.',
});

function plainValue(document: Document.Parsed, fail: (faults: NodeFault[]) => Error): unknown {
  try {
    return document.toJS({ maxAliasCount: MAX_ALIASES });
  } catch (error) {
    // Thrown by `Alias` if aliases multiply.
    if (!(error instanceof ReferenceError)) throw error;
    throw fail([{ offset: 0, message: `Its aliases expand to more than ${MAX_ALIASES} values.` }]);
  }
}
