import { type Document, isAlias, isMap, isScalar, isSeq, type Node, parseDocument } from 'yaml';
import type { Problem, Span } from '../../model/facts.js';
import type { DataEntry, DataNode } from '../../model/project.js';
import { TOO_DEEP } from '../facts/problem.js';
import { type Parsed, repeatedKeys } from './data.js';

/** YAML 1.2 as the `yaml` package reads it in the generated project, with places. */
export function parseYaml(text: string): Parsed {
  // Repeated keys are found below, with the place of the key itself.
  const document = parseDocument(text, { uniqueKeys: false, prettyErrors: false });
  const problems: Problem[] = document.errors.map(({ code, message, pos: [start, end] }) => ({
    message: code === 'RESOURCE_EXHAUSTION' ? TOO_DEEP : message,
    start,
    end,
  }));
  const reader = new Reader(document, problems);
  const root = document.contents ? reader.node(document.contents) : undefined;
  return { ...(root && { root }), problems, comments: commentsIn(text) };
}

/** What aliases may make of a document. */
const MOST_VALUES = 100_000;

class Reader {
  readonly #known = new Map<Node, DataNode | 'open'>();
  /** Numbers of values, aliases expanded. */
  readonly #sizes = new Map<DataNode, number>();
  #expanded = 0;

  constructor(
    readonly document: Document,
    readonly problems: Problem[],
  ) {}

  node(node: Node): DataNode {
    const at = place(node);
    if (isAlias(node)) return this.#alias(node.resolve(this.document), at);
    this.#known.set(node, 'open');
    const data = this.#read(node, at);
    this.#sizes.set(data, this.#sizeOf(data));
    this.#known.set(node, data);
    return data;
  }

  #read(node: Node, at: Span): DataNode {
    if (isMap<Node, Node | null>(node)) {
      const entries = node.items.map(({ key, value }): DataEntry => {
        const span = place(key);
        const nothing: DataNode = { is: 'scalar', start: span.end, end: span.end, value: null };
        return {
          ...span,
          key: isScalar(key) ? String(key.value) : '*',
          value: value ? this.node(value) : nothing,
        };
      });
      for (const problem of repeatedKeys(entries)) this.problems.push(problem);
      return { is: 'map', ...at, entries };
    }
    if (isSeq<Node>(node)) {
      return { is: 'list', ...at, items: node.items.map((item) => this.node(item)) };
    }
    return { is: 'scalar', ...at, value: isScalar(node) ? plain(node.value) : null };
  }

  #sizeOf(data: DataNode): number {
    const inside =
      data.is === 'map'
        ? data.entries.map(({ value }) => value)
        : data.is === 'list'
          ? data.items
          : [];
    return inside.reduce((sum, each) => sum + (this.#sizes.get(each) ?? 1), 1);
  }

  #alias(target: Node | undefined, at: Span): DataNode {
    const known = target && this.#known.get(target);
    const isReadable = known && known !== 'open';
    if (isReadable) this.#expanded += this.#sizes.get(known) ?? 1;
    if (isReadable && this.#expanded <= MOST_VALUES) return known;
    const message = isReadable
      ? `Aliases expand to more than ${MOST_VALUES.toLocaleString('en')} values.`
      : 'This alias cannot be resolved.';
    this.problems.push({ message, ...at });
    return { is: 'scalar', ...at, value: null };
  }
}

function place(node: Node): Span {
  const [start, end] = node.range ?? [0, 0];
  return { start, end };
}

function plain(value: unknown): string | number | boolean | null {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  return typeof value === 'number' || typeof value === 'bigint' ? Number(value) : null;
}

/** Lines that are a comment; one behind a value suppresses no finding. */
const commentsIn = (text: string): Span[] =>
  Array.from(text.matchAll(/^[ \t]*#.*$/gm), ({ index, 0: line }) => ({
    start: index + line.indexOf('#'),
    end: index + line.length,
  }));
