import { isDeepStrictEqual } from 'node:util';
import type { Pair, Scalar, YAMLMap } from 'yaml';
import { isCollection, isMap, isNode, isPair, isScalar, parse, parseDocument } from 'yaml';
import { indented, lineEnd, linesBelow, lineStart, margin } from './lines.js';

/**
 * Adds a provider's entry below the others in `provider-config.yaml`; a file that has the key stays as it is. Undefined
 * where the entries are not written as a block.
 * @param entry YAML, from its key on, indented by two spaces a level
 */
export function addConfigEntry(text: string, name: string, entry: string): string | undefined {
  const document = parseDocument(text);
  const providers = document.get('providers', true);
  if (document.errors.length > 0 || !isMap(providers) || providers.flow) return undefined;
  if (providers.has(name)) return text;
  const keys = (providers as YAMLMap<Scalar>).items.flatMap(keyAt);
  const [first, second] = keys;
  const last = providers.items.at(-1);
  if (first === undefined || !last) return undefined;
  const start = margin(text, first);
  const unit = unitOf(last, text, start);
  const block = indented(entry, start, unit);
  const end = endOf(text, contentEnd(providers), start.length);
  const isApart = second !== undefined && BLANK_LINE_ABOVE.test(text.slice(first, second));
  const changed = linesBelow(text, end, isApart ? `\n${block}` : block);
  return changesNothingBeside(name, document.toJS(), changed) ? changed : undefined;
}

/** A blank line at the end of a text, before comments that belong to what follows. */
const BLANK_LINE_ABOVE = /\n[ \t]*\r?\n(?:[ \t]*#.*\r?\n)*[ \t]*$/;

/** Whether the document has the same values as before, apart from the new entry. */
function changesNothingBeside(name: string, before: unknown, changed: string): boolean {
  const after = parse(changed) as { providers: Record<string, unknown> }; // it has the entry that was added
  const { [name]: added, ...others } = after.providers;
  return added !== undefined && isDeepStrictEqual({ ...after, providers: others }, before);
}

const keyAt = ({ key }: Pair<Scalar>): number[] =>
  isScalar(key) && key.range ? [key.range[0]] : [];

/** How much deeper an entry's members are than its key. */
function unitOf({ value }: Pair, text: string, outer: string): string {
  const inner = isMap(value) && value.range && !value.flow ? margin(text, value.range[0]) : '';
  return inner.length > outer.length ? inner.slice(outer.length) : '  ';
}

/** Offset behind the last thing in a node that is no comment. */
function contentEnd(node: unknown): number {
  if (isCollection(node) && !node.flow) {
    const last = node.items.at(-1);
    if (last !== undefined) return contentEnd(isPair(last) ? (last.value ?? last.key) : last);
  }
  return isNode(node) ? (node.range?.[1] ?? 0) : 0;
}

/** The last line of a block that ends at `offset`, with comments below that are indented like its members. */
function endOf(text: string, offset: number, outer: number): number {
  let end = lineEnd(text, lineStart(text, Math.max(0, text.slice(0, offset).trimEnd().length - 1)));
  for (;;) {
    const next = text.indexOf('\n', end) + 1;
    const line = next === 0 ? '' : text.slice(next, lineEnd(text, next));
    if (!/^\s*#/.test(line) || line.search(/\S/) <= outer) return end;
    end = lineEnd(text, next);
  }
}
