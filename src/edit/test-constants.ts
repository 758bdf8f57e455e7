import type { ts as Compiler } from 'ts-morph';
import { indentLines, marginAt } from './lines.js';
import { propertyKey } from './property.js';
import { codeKey, isSameExpression } from './same-code.js';
import { compiler } from './typescript.js';

export interface TextEdit {
  start: number;
  end: number;
  text: string;
}

/** A value in a module, with names of constants, and its new source, without names. */
interface ValueChange {
  value: Compiler.Node;
  current: string;
}

interface ConstantUse {
  /** The name, or the object that begins with the spread of it. */
  node: Compiler.Node;
  current: Compiler.Node;
  /** Members that the object itself states. */
  overridden: ReadonlySet<string>;
}

interface ModuleConstants {
  module: Compiler.SourceFile;
  constants: ReadonlyMap<string, Compiler.Node>;
}

interface ConstantEdits {
  edits: TextEdit[];
  /** Source of the changed constants, without names. */
  changedConstants: ReadonlyMap<string, string>;
}

/**
 * Returns the edits that replace values of a module. A constant changes if all values that use it
 * agree, so that they keep its name.
 * @param wholeOf source of a node without names of constants
 * @param isOpen whether a use of a constant outside of the values does not prevent its change
 */
// eslint-disable-next-line max-lines-per-function -- its parts change the same uses and edits
export function constantEdits(
  { module, constants }: ModuleConstants,
  values: readonly ValueChange[],
  wholeOf: (node: Compiler.Node) => string,
  isOpen: (position: number) => boolean,
): ConstantEdits {
  const ts = compiler();
  const { text } = module;
  const usesByName = new Map<string, ConstantUse[]>();
  const edits: TextEdit[] = [];
  const changedConstants = new Map<string, string>();

  const nameIn = (node: Compiler.Node) =>
    ts.isIdentifier(node) && constants.has(node.text) ? node.text : undefined;
  const addUse = (name: string, use: ConstantUse) =>
    void usesByName.set(name, [...(usesByName.get(name) ?? []), use]);
  /** New nodes by the nodes that they replace. */
  const counterparts = new Map<Compiler.Node, Compiler.Node>();
  const replace = (node: Compiler.Node, newNode: Compiler.Node): void => {
    const newText = newNode.getText();
    const [target, newTarget] =
      newText.includes('\n') || lineLength(node) - node.getWidth() + newText.length > WIDTH
        ? largestOnLine(node, newNode, counterparts)
        : [node, newNode];
    const isShorthand = ts.isShorthandPropertyAssignment(target.parent);
    const source = sourceAt(newTarget, text, target.getStart());
    edits.push({
      start: target.getStart(),
      end: target.end,
      text: isShorthand ? `${target.getText()}: ${source}` : source,
    });
  };
  const hasNames = (node: Compiler.Node): boolean =>
    nameIn(node) !== undefined || childNodes(node).some(hasNames);

  const positions = occurrences(module, constants);
  for (const { value, current: newValue } of values) walk(value, parseExpression(newValue));
  // A constant is declared after those that it uses, which change with it.
  for (const [name, value] of [...constants].toReversed()) decide(name, value);
  return { edits: withoutNestedEdits(edits), changedConstants };

  function walk(node: Compiler.Node, newNode: Compiler.Node): void {
    counterparts.set(node, newNode);
    const name = nameIn(node);
    if (name !== undefined) return addUse(name, { node, current: newNode, overridden: new Set() });
    if (ts.isObjectLiteralExpression(node) && ts.isObjectLiteralExpression(newNode))
      return walkObject(node, newNode);
    const [parts, newParts] = [childNodes(node), childNodes(newNode)];
    const isAlike = node.kind === newNode.kind && parts.length === newParts.length;
    if (!isAlike) replace(node, newNode);
    else if (parts.length > 0)
      for (const [index, part] of parts.entries()) walk(part, newParts[index] ?? newNode);
    else if (!isSameExpression(node.getText(), newNode.getText())) replace(node, newNode);
  }

  function walkObject(
    node: Compiler.ObjectLiteralExpression,
    newObject: Compiler.ObjectLiteralExpression,
  ): void {
    const [ownMembers, newMembers] = [objectMembers(node), objectMembers(newObject)];
    const spreads = node.properties.filter(ts.isSpreadAssignment);
    const [spread] = spreads.map(({ expression }) => nameIn(expression));
    if (
      !ownMembers ||
      !newMembers ||
      spreads.length > 1 ||
      (spreads.length === 1 && spread === undefined)
    )
      return replaceOther(node, newObject);
    const removedMembers = node.properties.filter(
      (member) => !ts.isSpreadAssignment(member) && !newMembers.has(keyIn(member)),
    );
    const addedMembers =
      spread === undefined ? [...newMembers].filter(([key]) => !ownMembers.has(key)) : [];
    const isOther =
      removedMembers.length === ownMembers.size || (addedMembers.length > 0 && !hasNames(node));
    if (removedMembers.length > 0 && isOther) return replace(node, newObject);
    for (const [key, value] of newMembers) {
      const ownMember = ownMembers.get(key);
      if (ownMember) walk(ownMember, value);
    }
    if (spread !== undefined)
      addUse(spread, { node, current: newObject, overridden: new Set(ownMembers.keys()) });
    edits.push(...memberEdits(node, removedMembers, addedMembers, text));
  }

  function replaceOther(node: Compiler.Node, newNode: Compiler.Node): void {
    if (!isSameExpression(wholeOf(node), newNode.getText())) replace(node, newNode);
  }

  function decide(name: string, value: Compiler.Node): void {
    const allUses = usesByName.get(name);
    if (!allUses) return;
    const isUsedElsewhere = (positions.get(name) ?? []).some(
      (offset) =>
        !isOpen(offset) &&
        !allUses.some(({ node }) => node.pos <= offset && offset < node.end) &&
        !edits.some(({ start, end }) => start <= offset && offset < end),
    );
    const target = isUsedElsewhere
      ? undefined
      : agreedSource(allUses, parseExpression(wholeOf(value)));
    if (target !== undefined) {
      if (isSameExpression(target, wholeOf(value))) return;
      changedConstants.set(name, target);
      walk(value, parseExpression(target));
      return;
    }
    for (const { node, current: newUse } of allUses) replaceOther(node, newUse);
  }
}

/** Maximum length of a line; longer ones are broken. */
const WIDTH = 100;

function lineLength(node: Compiler.Node): number {
  const { text } = node.getSourceFile();
  const end = text.indexOf('\n', node.end);
  const start = text.lastIndexOf('\n', node.getStart());
  return (end === -1 ? text.length : end) - start - 1;
}

/**
 * Returns the largest expression on the line of a node, and its replacement, because several lines
 * do not fit into one.
 */
function largestOnLine(
  node: Compiler.Node,
  newNode: Compiler.Node,
  counterparts: ReadonlyMap<Compiler.Node, Compiler.Node>,
): [Compiler.Node, Compiler.Node] {
  let [target, newTarget] = [node, newNode];
  for (let { parent } = node; !parent.getText().includes('\n'); { parent } = parent) {
    const counterpart = counterparts.get(parent);
    if (counterpart) [target, newTarget] = [parent, counterpart];
    if (compiler().isStatement(parent)) break;
  }
  return [target, newTarget];
}

/** Returns the new source on which all uses of a constant agree; undefined if they differ. */
function agreedSource(
  constantUses: readonly ConstantUse[],
  currentNode: Compiler.Node,
): string | undefined {
  const [first] = constantUses;
  if (!first) return undefined;
  const source = first.current.getText();
  if (
    constantUses.every(
      ({ current: newUse, overridden }) =>
        overridden.size === 0 && isSameExpression(newUse.getText(), source),
    )
  )
    return dedentSource(first.current);
  const members = new Map<string, string>();
  for (const { current: newUse, overridden } of constantUses) {
    const ownMembers = objectMembers(newUse);
    if (!ownMembers) return undefined;
    for (const [name, value] of ownMembers) {
      if (overridden.has(name)) continue;
      const otherMember = members.get(name);
      if (otherMember !== undefined && !isSameExpression(otherMember, value.getText()))
        return undefined;
      members.set(name, dedentSource(value));
    }
  }
  const areComplete = constantUses.every(({ current: newUse, overridden }) => {
    const ownMembers = objectMembers(newUse);
    return [...members.keys()].every(
      (name) => ownMembers?.has(name) === true || overridden.has(name),
    );
  });
  if (!areComplete) return undefined;
  for (const [name, value] of objectMembers(currentNode) ?? [])
    if (!members.has(name) && constantUses.every(({ overridden }) => overridden.has(name)))
      members.set(name, dedentSource(value));
  return `{ ${[...members].map(([name, source]) => `${propertyKey(name)}: ${source}`).join(', ')} }`;
}

/**
 * Returns the members of an object literal whose keys are all names, without spreads; undefined for
 * other expressions.
 */
function objectMembers(node: Compiler.Node): Map<string, Compiler.Node> | undefined {
  const ts = compiler();
  if (!ts.isObjectLiteralExpression(node)) return undefined;
  const members = new Map<string, Compiler.Node>();
  for (const property of node.properties) {
    if (ts.isSpreadAssignment(property)) continue;
    const isPlain = ts.isPropertyAssignment(property) || ts.isShorthandPropertyAssignment(property);
    if (!isPlain || ts.isComputedPropertyName(property.name)) return undefined;
    members.set(
      keyIn(property),
      ts.isPropertyAssignment(property) ? property.initializer : property.name,
    );
  }
  return members;
}

/** Returns the name of a property without quotes; empty for spreads and computed keys. */
export const keyIn = ({ name }: Compiler.ObjectLiteralElementLike): string => {
  const ts = compiler();
  const key = name && ts.isComputedPropertyName(name) ? name.expression : name;
  const isName = key === name && key && (ts.isIdentifier(key) || ts.isNumericLiteral(key));
  return isName || (key && ts.isStringLiteralLike(key)) ? key.text : '';
};

function childNodes(node: Compiler.Node): Compiler.Node[] {
  const parts: Compiler.Node[] = [];
  compiler().forEachChild(node, (part) => void parts.push(part));
  return parts;
}

/** Returns an expression, parsed at offset 4 of a text. */
export function parseExpression(source: string): Compiler.Node {
  const ts = compiler();
  const { statements } = ts.createSourceFile('x.ts', `x = ${source}`, ts.ScriptTarget.Latest, true);
  const [statement] = statements;
  const expression =
    statement && ts.isExpressionStatement(statement) ? statement.expression : undefined;
  return expression && ts.isBinaryExpression(expression)
    ? expression.right
    : (statement as Compiler.Node);
}

/** Returns the positions of names, besides their declarations and keys. */
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

/** Returns the edits that remove properties of an object; the first ones include the commas after them. */
function removals(
  { properties }: Compiler.ObjectLiteralExpression,
  removedProperties: readonly Compiler.Node[],
): TextEdit[] {
  const first = properties.findIndex((property) => !removedProperties.includes(property));
  return properties.flatMap((property, index): TextEdit[] => {
    const previousProperty = properties[index - 1];
    if (!removedProperties.includes(property) || (index > 0 && index < first)) return [];
    const start = index === 0 || !previousProperty ? property.getStart() : previousProperty.end;
    const end = index === 0 ? (properties[first]?.getStart() ?? property.end) : property.end;
    return [{ start, end, text: '' }];
  });
}

const LINE_LENGTH = 100;

/**
 * Returns the edits that remove properties of an object and append members, each on a line of its
 * own if the others are, or if the line would be too long. Remaining properties are not touched,
 * because they can have edits of their own.
 */
function memberEdits(
  node: Compiler.ObjectLiteralExpression,
  removedProperties: readonly Compiler.Node[],
  addedMembers: readonly (readonly [string, Compiler.Node])[],
  text: string,
): TextEdit[] {
  if (addedMembers.length === 0) return removals(node, removedProperties);
  const start = node.getStart();
  const inner = text.slice(start + 1, node.end - 1);
  const outer = marginAt(text, start);
  const sources = addedMembers.map(([key, value]) => `${propertyKey(key)}: ${dedentSource(value)}`);
  const last = node.properties.at(-1);
  const line = `, ${sources.join(', ')}`;
  const length = node.end - text.lastIndexOf('\n', start) + line.length;
  const isOneLine = !inner.includes('\n') && length <= LINE_LENGTH && !line.includes('\n');
  if (last && isOneLine)
    return [...removals(node, removedProperties), { start: last.end, end: last.end, text: line }];
  const unit = outer.includes('\t') ? '\t' : '  ';
  const linesBelow = sources
    .map((source) => `\n${indentLines(source, outer + unit, unit)},`)
    .join('');
  if (last && inner.includes('\n')) {
    const end = text.slice(0, node.end - 1).trimEnd().length;
    const comma = node.properties.hasTrailingComma ? '' : ',';
    // A comment after the last property stays behind its comma.
    const edits =
      last.end === end || comma === ''
        ? [{ start: end, end, text: comma + linesBelow }]
        : [
            { start: last.end, end: last.end, text: comma },
            { start: end, end, text: linesBelow },
          ];
    return [...removals(node, removedProperties), ...edits];
  }
  const rest = node.properties.filter((property) => !removedProperties.includes(property));
  const starts = [...rest.map((property) => property.getStart()), node.end - 1];
  return starts.map((end, gapIndex) => ({
    start: rest[gapIndex - 1]?.end ?? start + 1,
    end,
    text: `${gapIndex > 0 ? ',' : ''}${gapIndex < rest.length ? `\n${outer}${unit}` : `${linesBelow}\n${outer}`}`,
  }));
}

/** Returns the source of a node, indented as at the beginning of a line. */
function dedentSource(node: Compiler.Node): string {
  const moduleText = node.getSourceFile().text;
  return node.getText().replaceAll(`\n${marginAt(moduleText, node.getStart())}`, '\n');
}

const sourceAt = (node: Compiler.Node, text: string, position: number): string =>
  indentLines(dedentSource(node), marginAt(text, position), '  ').trimStart();

/**
 * Returns source with names of constants in place of the object literals that are their values.
 * @param names of constants by `codeKey`
 */
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
  visit(parseExpression(source));
  return withEdits(source, edits);
}

/** Edits without those that are within another edit, which replaces its whole range. */
const withoutNestedEdits = (edits: readonly TextEdit[]): TextEdit[] =>
  edits.filter((edit, index) =>
    edits.every(({ start, end }, otherIndex) => {
      const isSame = start === edit.start && end === edit.end;
      // What is inserted behind another edit, such as a comma, stays.
      const isWithin = start <= edit.start && edit.end <= end && (isSame || edit.start < end);
      return !isWithin || (isSame ? index <= otherIndex : false);
    }),
  );

/** Returns a text with edits that do not overlap. */
export function withEdits(text: string, edits: readonly TextEdit[]): string {
  const ordered = edits
    .toReversed()
    .toSorted((left, right) => left.start - right.start || left.end - right.end);
  const parts = ordered.map(
    ({ start, text: current }, index) => text.slice(ordered[index - 1]?.end ?? 0, start) + current,
  );
  return parts.join('') + text.slice(ordered.at(-1)?.end ?? 0);
}
