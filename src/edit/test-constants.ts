import type { ts as Compiler } from 'ts-morph';
import { indentLines, margin } from './lines.js';
import { codeKey } from './same-code.js';
import { compiler, propertyKey } from './typescript.js';

export interface TextEdit {
  start: number;
  end: number;
  text: string;
}

/** A value in a module that has names of constants in it, and the source of what it becomes, without names. */
export interface ValueChange {
  value: Compiler.Node;
  now: string;
}

/** Where a value has a constant. */
interface Use {
  /** The name, or the object that begins with it. */
  node: Compiler.Node;
  now: Compiler.Node;
  /** Members that the object itself has. */
  overridden: ReadonlySet<string>;
}

/** A module, and the values of its constants by name. */
export interface ModuleConstants {
  module: Compiler.SourceFile;
  constants: ReadonlyMap<string, Compiler.Node>;
}

/** What becomes of values and of the constants in them. */
export interface ConstantEdits {
  edits: TextEdit[];
  /** Source of the constants that change, without names. */
  changed: ReadonlyMap<string, string>;
}

/**
 * Edits that give values of a module what they become: a constant changes where all values that have it agree, so that they
 * keep its name.
 * @param wholeOf the source of a node without names of constants
 * @param isOpen whether a use of a constant in a place that is not among the values is no reason to keep it
 */
export function constantEdits(
  { module, constants }: ModuleConstants,
  values: readonly ValueChange[],
  wholeOf: (node: Compiler.Node) => string,
  isOpen: (position: number) => boolean,
): ConstantEdits {
  const ts = compiler();
  const { text } = module;
  const uses = new Map<string, Use[]>();
  const edits: TextEdit[] = [];
  const changed = new Map<string, string>();

  const nameIn = (node: Compiler.Node) =>
    ts.isIdentifier(node) && constants.has(node.text) ? node.text : undefined;
  const addUse = (name: string, use: Use) => void uses.set(name, [...(uses.get(name) ?? []), use]);
  /** What nodes that were compared become. */
  const counterparts = new Map<Compiler.Node, Compiler.Node>();
  const replace = (node: Compiler.Node, now: Compiler.Node): void => {
    const [target, next] = now.getText().includes('\n')
      ? lineOf(node, now, counterparts)
      : [node, now];
    const isShorthand = ts.isShorthandPropertyAssignment(target.parent);
    const source = sourceAt(next, text, target.getStart());
    edits.push({
      start: target.getStart(),
      end: target.end,
      text: isShorthand ? `${target.getText()}: ${source}` : source,
    });
  };
  const hasNames = (node: Compiler.Node): boolean =>
    nameIn(node) !== undefined || partsOf(node).some(hasNames);

  const positions = occurrences(module, constants);
  for (const { value, now } of values) walk(value, expressionOf(now));
  // A constant is declared behind those that it has, which change with it.
  for (const [name, value] of [...constants].toReversed()) decide(name, value);
  return { edits: outermost(edits), changed };

  function walk(node: Compiler.Node, now: Compiler.Node): void {
    counterparts.set(node, now);
    const name = nameIn(node);
    if (name !== undefined) return addUse(name, { node, now, overridden: new Set() });
    if (ts.isObjectLiteralExpression(node) && ts.isObjectLiteralExpression(now))
      return walkObject(node, now);
    const [parts, others] = [partsOf(node), partsOf(now)];
    const isAlike = node.kind === now.kind && parts.length === others.length;
    if (!isAlike) replace(node, now);
    else if (parts.length > 0)
      for (const [at, part] of parts.entries()) walk(part, others[at] ?? now);
    else if (codeKey(node.getText()) !== codeKey(now.getText())) replace(node, now);
  }

  function walkObject(
    node: Compiler.ObjectLiteralExpression,
    now: Compiler.ObjectLiteralExpression,
  ): void {
    const [own, next] = [membersOf(node), membersOf(now)];
    const spreads = node.properties.filter(ts.isSpreadAssignment);
    const [spread] = spreads.map(({ expression }) => nameIn(expression));
    if (!own || !next || spreads.length > 1 || (spreads.length === 1 && spread === undefined))
      return replaceOther(node, now);
    const gone = node.properties.filter(
      (each) => !ts.isSpreadAssignment(each) && !next.has(keyIn(each)),
    );
    const added = spread === undefined ? [...next].filter(([key]) => !own.has(key)) : [];
    const isOther = gone.length === own.size || (added.length > 0 && !hasNames(node));
    if (gone.length > 0 && isOther) return replace(node, now);
    for (const [key, value] of next) {
      const before = own.get(key);
      if (before) walk(before, value);
    }
    if (spread !== undefined) addUse(spread, { node, now, overridden: new Set(own.keys()) });
    edits.push(...memberEdits(node, gone, added, text));
  }

  function replaceOther(node: Compiler.Node, now: Compiler.Node): void {
    if (codeKey(wholeOf(node)) !== codeKey(now.getText())) replace(node, now);
  }

  function decide(name: string, value: Compiler.Node): void {
    const all = uses.get(name);
    if (!all) return;
    const isUsedElsewhere = (positions.get(name) ?? []).some(
      (at) =>
        !isOpen(at) &&
        !all.some(({ node }) => node.pos <= at && at < node.end) &&
        !edits.some(({ start, end }) => start <= at && at < end),
    );
    const target = isUsedElsewhere ? undefined : agreement(all, expressionOf(wholeOf(value)));
    if (target !== undefined) {
      if (codeKey(target) === codeKey(wholeOf(value))) return;
      changed.set(name, target);
      walk(value, expressionOf(target));
      return;
    }
    for (const { node, now } of all) replaceOther(node, now);
  }
}

/** Several lines do not fit into one: the largest expression in the line of a node, and what it becomes. */
function lineOf(
  node: Compiler.Node,
  now: Compiler.Node,
  counterparts: ReadonlyMap<Compiler.Node, Compiler.Node>,
): [Compiler.Node, Compiler.Node] {
  let [target, next] = [node, now];
  for (let { parent } = node; !parent.getText().includes('\n'); { parent } = parent) {
    const counterpart = counterparts.get(parent);
    if (counterpart) [target, next] = [parent, counterpart];
    if (compiler().isStatement(parent)) break;
  }
  return [target, next];
}

/** What all uses of a constant make of it; undefined where they differ. */
function agreement(uses: readonly Use[], before: Compiler.Node): string | undefined {
  const [first] = uses;
  if (!first) return undefined;
  const key = codeKey(first.now.getText());
  if (uses.every(({ now, overridden }) => overridden.size === 0 && codeKey(now.getText()) === key))
    return dedented(first.now);
  const members = new Map<string, string>();
  for (const { now, overridden } of uses) {
    const own = membersOf(now);
    if (!own) return undefined;
    for (const [name, value] of own) {
      if (overridden.has(name)) continue;
      const other = members.get(name);
      if (other !== undefined && codeKey(other) !== codeKey(value.getText())) return undefined;
      members.set(name, dedented(value));
    }
  }
  const areComplete = uses.every(({ now, overridden }) => {
    const own = membersOf(now);
    return [...members.keys()].every((name) => own?.has(name) === true || overridden.has(name));
  });
  if (!areComplete) return undefined;
  for (const [name, value] of membersOf(before) ?? [])
    if (!members.has(name) && uses.every(({ overridden }) => overridden.has(name)))
      members.set(name, dedented(value));
  return `{ ${[...members].map(([name, source]) => `${propertyKey(name)}: ${source}`).join(', ')} }`;
}

/** The members of an object that is written without anything that a key does not name; spreads are left out. */
function membersOf(node: Compiler.Node): Map<string, Compiler.Node> | undefined {
  const ts = compiler();
  if (!ts.isObjectLiteralExpression(node)) return undefined;
  const members = new Map<string, Compiler.Node>();
  for (const each of node.properties) {
    if (ts.isSpreadAssignment(each)) continue;
    const isPlain = ts.isPropertyAssignment(each) || ts.isShorthandPropertyAssignment(each);
    if (!isPlain || ts.isComputedPropertyName(each.name)) return undefined;
    members.set(keyIn(each), ts.isPropertyAssignment(each) ? each.initializer : each.name);
  }
  return members;
}

const keyIn = ({ name }: Compiler.ObjectLiteralElementLike): string => {
  const ts = compiler();
  return name &&
    (ts.isIdentifier(name) || ts.isStringLiteralLike(name) || ts.isNumericLiteral(name))
    ? name.text
    : '';
};

function partsOf(node: Compiler.Node): Compiler.Node[] {
  const parts: Compiler.Node[] = [];
  compiler().forEachChild(node, (part) => void parts.push(part));
  return parts;
}

function expressionOf(source: string): Compiler.Node {
  const ts = compiler();
  const { statements } = ts.createSourceFile('x.ts', `x = ${source}`, ts.ScriptTarget.Latest, true);
  const [statement] = statements;
  const expression =
    statement && ts.isExpressionStatement(statement) ? statement.expression : undefined;
  return expression && ts.isBinaryExpression(expression)
    ? expression.right
    : (statement as Compiler.Node);
}

/** Positions of names, besides their declarations and keys. */
function occurrences(
  module: Compiler.SourceFile,
  names: Pick<ReadonlyMap<string, unknown>, 'has'>,
): Map<string, number[]> {
  const ts = compiler();
  const positions = new Map<string, number[]>();
  const visit = (node: Compiler.Node): void => {
    const { parent } = node;
    const isName =
      ts.isIdentifier(node) &&
      names.has(node.text) &&
      !(ts.isVariableDeclaration(parent) && parent.name === node) &&
      !(ts.isPropertyAssignment(parent) && parent.name === node) &&
      !(ts.isPropertyAccessExpression(parent) && parent.name === node);
    if (isName) positions.set(node.text, [...(positions.get(node.text) ?? []), node.getStart()]);
    else ts.forEachChild(node, visit);
  };
  visit(module);
  return positions;
}

/** Properties without which an object is written; the first ones go with the commas behind them. */
function removals(
  { properties }: Compiler.ObjectLiteralExpression,
  gone: readonly Compiler.Node[],
): TextEdit[] {
  const first = properties.findIndex((each) => !gone.includes(each));
  return properties.flatMap((each, at): TextEdit[] => {
    const before = properties[at - 1];
    if (!gone.includes(each) || (at > 0 && at < first)) return [];
    const start = at === 0 || !before ? each.getStart() : before.end;
    const end = at === 0 ? (properties[first]?.getStart() ?? each.end) : each.end;
    return [{ start, end, text: '' }];
  });
}

const LINE_LENGTH = 100;

/**
 * An object without some of its properties, and with members at its end: each on a line of its own where the others are, or the
 * line would be too long. No edit touches a property that stays, so that it can have edits of its own.
 */
function memberEdits(
  node: Compiler.ObjectLiteralExpression,
  gone: readonly Compiler.Node[],
  added: readonly (readonly [string, Compiler.Node])[],
  text: string,
): TextEdit[] {
  if (added.length === 0) return removals(node, gone);
  const start = node.getStart();
  const inner = text.slice(start + 1, node.end - 1);
  const outer = margin(text, start);
  const sources = added.map(([key, value]) => `${propertyKey(key)}: ${dedented(value)}`);
  const last = node.properties.at(-1);
  const line = `, ${sources.join(', ')}`;
  const length = node.end - text.lastIndexOf('\n', start) + line.length;
  const isOneLine = !inner.includes('\n') && length <= LINE_LENGTH && !line.includes('\n');
  if (last && isOneLine)
    return [...removals(node, gone), { start: last.end, end: last.end, text: line }];
  const unit = outer.includes('\t') ? '\t' : '  ';
  const below = sources.map((source) => `\n${indentLines(source, outer + unit, unit)},`).join('');
  if (last && inner.includes('\n')) {
    const end = text.slice(0, node.end - 1).trimEnd().length;
    const comma = text.slice(last.end, end).includes(',') ? '' : ',';
    return [...removals(node, gone), { start: end, end, text: comma + below }];
  }
  const rest = node.properties.filter((each) => !gone.includes(each));
  const starts = [...rest.map((each) => each.getStart()), node.end - 1];
  return starts.map((end, at) => ({
    start: rest[at - 1]?.end ?? start + 1,
    end,
    text: `${at > 0 ? ',' : ''}${at < rest.length ? `\n${outer}${unit}` : `${below}\n${outer}`}`,
  }));
}

/** Source of a node with lines as they are at the beginning of a line. */
function dedented(node: Compiler.Node): string {
  const whole = node.getSourceFile().text;
  return node.getText().replaceAll(`\n${margin(whole, node.getStart())}`, '\n');
}

const sourceAt = (node: Compiler.Node, text: string, position: number): string =>
  indentLines(dedented(node), margin(text, position), '  ').trimStart();

/** Source with names of constants in place of the objects that are their values. @param names by `codeKey` */
export function withNames(source: string, names: ReadonlyMap<string, string>): string {
  if (names.size === 0) return source;
  const { isObjectLiteralExpression, forEachChild } = compiler();
  const prefix = 'x = '.length;
  const edits: TextEdit[] = [];
  const visit = (node: Compiler.Node): void => {
    const name = isObjectLiteralExpression(node) ? names.get(codeKey(node.getText())) : undefined;
    if (name === undefined) forEachChild(node, visit);
    else edits.push({ start: node.getStart() - prefix, end: node.end - prefix, text: name });
  };
  visit(expressionOf(source));
  return withEdits(source, edits);
}

/** Edits without those that are within another one, which has the whole text of its place. */
const outermost = (edits: readonly TextEdit[]): TextEdit[] =>
  edits.filter((one, index) =>
    edits.every(({ start, end }, at) => {
      const isWithin = start <= one.start && one.end <= end;
      const isSame = start === one.start && end === one.end;
      return !isWithin || (isSame ? index <= at : false);
    }),
  );

/** A text with edits that do not overlap. */
export function withEdits(text: string, edits: readonly TextEdit[]): string {
  const ordered = edits
    .toReversed()
    .toSorted((one, other) => one.start - other.start || one.end - other.end);
  const parts = ordered.map(
    ({ start, text: now }, index) => text.slice(ordered[index - 1]?.end ?? 0, start) + now,
  );
  return parts.join('') + text.slice(ordered.at(-1)?.end ?? 0);
}
