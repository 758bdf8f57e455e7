import type { Problem, Span } from '../../model/facts.js';
import type { RelPath } from '../../model/path.js';
import type { DataDocument, DataEntry, DataNode } from '../../model/project.js';
import { tooLarge } from '../unreadable.js';
import { Text } from '../text.js';

export interface Parsed {
  root?: DataNode;
  problems: readonly Problem[];
  comments: readonly Span[];
}

/** A file of data, parsed on demand. */
export class Data extends Text implements DataDocument {
  readonly #parse: (text: string) => Parsed;
  #parsed: Parsed | undefined;

  constructor(path: RelPath, raw: string, parse: (text: string) => Parsed) {
    super(path, raw);
    this.#parse = parse;
  }

  get root(): DataNode | undefined {
    return this.#content.root;
  }

  get problems(): readonly Problem[] {
    return this.#content.problems;
  }

  get comments(): readonly Span[] {
    return this.#content.comments;
  }

  get(...path: (string | number)[]): DataNode | undefined {
    let node = this.root;
    for (const key of path) node = node && child(node, key);
    return node;
  }

  entries(...path: (string | number)[]): readonly DataEntry[] {
    const node = this.get(...path);
    return node?.is === 'map' ? node.entries : [];
  }

  get #content(): Parsed {
    const problem = tooLarge(this.text, this.path);
    this.#parsed ??= problem ? { problems: [problem], comments: [] } : this.#parse(this.text);
    return this.#parsed;
  }

  protected override commentSpans(): readonly Span[] {
    return this.comments;
  }
}

const byKey = new WeakMap<DataNode, ReadonlyMap<string | number, DataNode>>();

/** Of a key that is there twice, the last: so do the programs that read it. */
function child(node: DataNode, key: string | number): DataNode | undefined {
  if (node.is === 'map') {
    const known = byKey.get(node) ?? new Map(node.entries.map((each) => [each.key, each.value]));
    byKey.set(node, known);
    return known.get(key);
  }
  return node.is === 'list' && typeof key === 'number' ? node.items[key] : undefined;
}

/** A key that is there twice is a problem in every one of our formats. */
export function repeatedKeys(entries: readonly DataEntry[]): Problem[] {
  const seen = new Set<string>();
  return entries.flatMap(({ key, start, end }) => {
    if (seen.has(key)) return [{ message: `The key "${key}" appears twice.`, start, end }];
    seen.add(key);
    return [];
  });
}
