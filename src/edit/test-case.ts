import type { Node, ObjectLiteralExpression, SourceFile, ts as Compiler } from 'ts-morph';
import { onlyItem } from '../../runtime/src/utils/only-item.js';
import { addTestCase, type Parse, type TestCaseSource } from './insertions.js';
import { indentLines, splice } from './lines.js';
import { indentUnitOf, propertyKey } from './property.js';
import { codeKey, isSameCode, isSameExpression } from './same-code.js';
import {
  constantEdits,
  keyIn,
  parseExpression,
  type TextEdit,
  withEdits,
  withNames,
} from './test-constants.js';
import {
  callArguments,
  compiler,
  innerExpression,
  keyEdit,
  lineMargin,
  moduleConstants,
  objectIn,
  objectProperty,
  parseTypeScript,
  propertyName,
  propertyValue,
  removeProperty,
  withElement,
  withoutUnusedImports,
} from './typescript.js';

/** A row in the list of a tool's cases. Sources are indented by two spaces per level. */
interface TestRowSource {
  name: string;
  title: string;
  source: string;
  /** Source of its arguments. */
  arguments: string;
}

/**
 * Adds a row to the cases of a tool: one case becomes a list. A row with the same title and
 * arguments is replaced. Undefined if the cases are neither a literal nor a constant with one.
 */
export function addTestRow(
  text: string,
  parse: Parse,
  provider: string,
  row: TestRowSource,
): string | undefined {
  const { name, source } = row;
  const module = parseTypeScript(text);
  const value = propertyValue(caseIn(module, provider, { section: 'tools', name }));
  if (!value || isSameCode(`x = ${value.getText()}`, 'x = { todo: true }'))
    return addTestCase(text, parse, provider, { section: 'tools', name, source });
  const replaced = casesOf(module, provider, name).find((candidate) => isSameRow(candidate, row));
  if (replaced) {
    const newSource = indentLines(source, lineMargin(replaced), indentUnitOf(text)).trimStart();
    return text.slice(0, replaced.getStart()) + newSource + text.slice(replaced.getEnd());
  }
  const list = innerExpression(value)?.asKind(compiler().SyntaxKind.ArrayLiteralExpression);
  if (list) return withElement(list, source);
  if (!objectIn(value)) return undefined;
  const [margin, unit] = [lineMargin(value), indentUnitOf(text)];
  // A line break within a template literal is part of its text.
  const caseText = value.getText().includes('`')
    ? value.getText()
    : value.getText().replace(/\r?\n/g, `\n${unit}`);
  const rows = [caseText, indentLines(source, margin + unit, unit).trimStart()];
  const items = rows.map((item) => `${margin}${unit}${item},\n`).join('');
  return splice(
    text.slice(0, value.getStart()) + text.slice(value.getEnd()),
    value.getStart(),
    `[\n${items}${margin}]`,
  );
}

const isSameRow = (row: ObjectLiteralExpression, { title, arguments: args }: TestRowSource) =>
  isSameExpression(propertyValue(objectProperty(row, 'title'))?.getText() ?? '', `'${title}'`) &&
  isSameExpression(propertyValue(objectProperty(row, 'arguments'))?.getText() ?? '{}', args);

/** The case of a tool, and the source of its value in a newer version. */
export interface CaseChange {
  previous: TestCaseSource;
  current: string;
}

interface CasePlace {
  tool: string;
  value: Compiler.Node;
  previous: string;
  current: string;
  margin: string;
  /** Names of the constants in it. */
  names: ReadonlySet<string>;
  /** Whether it differs from the old source only by constants. */
  isUnedited: boolean;
}

/**
 * Returns the module with the old and with the new sources of its cases; undefined if it contains
 * none of them. A case that differs from the old source only by constants counts as unedited: then
 * the module itself is the old version, and its constants change. If the cases would not get their
 * new sources this way, they are written without constants.
 */
export function testCaseVersions(
  text: string,
  provider: string,
  changes: readonly CaseChange[],
): readonly [previous: string, current: string] | undefined {
  const differingChanges = changes.filter(
    ({ previous: previousCase, current: newSource }) => previousCase.source !== newSource,
  );
  const places = placesOf(text, provider, differingChanges);
  if (places.length === 0) return undefined;
  const versions = moduleVersions(text, places);
  const unedited = places.filter(({ isUnedited }) => isUnedited);
  if (unedited.length === 0) return versions;
  const result = casesIn(versions[1], provider);
  const hasAll = unedited.every(({ tool, current: newSource }) => {
    const value = result.values.get(tool)?.value;
    return value !== undefined && wordsIn(result.wholeOf(value)) === wordsIn(newSource);
  });
  return hasAll ? versions : moduleVersions(text, places, () => false);
}

/** Returns the words of an expression, sorted, because constants may change the order of members. */
const wordsIn = (source: string): string => codeKey(source).split('\0').sort().join('\0');

/** Returns the changed cases in the order of the changes. */
function placesOf(text: string, provider: string, changes: readonly CaseChange[]): CasePlace[] {
  const { values, inlined, wholeOf } = casesIn(text, provider);
  return changes.flatMap(({ previous: { name: tool, source: previous }, current }) => {
    const place = values.get(tool);
    if (!place) return [];
    const { names } = inlined(place.value);
    const isUnedited =
      names.size > 0 && isSameCode(`x = ${wholeOf(place.value)}`, `x = ${previous}`);
    return [{ ...place, tool, previous, current, names, isUnedited }];
  });
}

/** Returns the values of the cases of a module by tool, and their sources with constants replaced by their values. */
function casesIn(text: string, provider: string) {
  const parsedModule = parseTypeScript(text);
  const inlined = constantInliner(constantNodes(parsedModule));
  const properties = sectionOf(parsedModule, provider, 'tools')?.getProperties() ?? [];
  const values = properties.flatMap((property) => {
    // Parsing another text invalidates the nodes of this one, except those of the compiler.
    const value = propertyValue(property)?.compilerNode;
    return value
      ? [[propertyName(property), { value, margin: lineMargin(property) }] as const]
      : [];
  });
  const wholeOf = (node: Compiler.Node) => wholeIn(inlined, node);
  return { values: new Map(values), inlined, wholeOf };
}

const wholeIn = (inlineNode: ReturnType<typeof constantInliner>, node: Compiler.Node): string =>
  withoutReplacedMembers(inlineNode(node).source, node.getText().includes('...'));

function moduleVersions(
  text: string,
  places: readonly CasePlace[],
  hasConstants = ({ isUnedited }: CasePlace) => isUnedited,
): readonly [previous: string, current: string] {
  const parsedModule = parseTypeScript(text);
  const moduleConstants = {
    module: parsedModule.compilerNode,
    constants: constantNodes(parsedModule),
  };
  const inlined = constantInliner(moduleConstants.constants);
  const wholeOf = (node: Compiler.Node) => wholeIn(inlined, node);
  const placesWithConstants = places.filter(hasConstants);
  const otherPlaces = places.filter((place) => !hasConstants(place));
  const isInOther = (offset: number) =>
    otherPlaces.some(({ value }) => value.getStart() <= offset && offset < value.end);
  const { edits, changedConstants } = constantEdits(
    moduleConstants,
    placesWithConstants,
    wholeOf,
    isInOther,
  );
  const [previousVersion, newVersion] = (['previous', 'current'] as const).map((side) =>
    otherPlaces
      .filter(({ isUnedited }) => side === 'current' || !isUnedited)
      .map(({ value, ...place }) => {
        const sources = [...place.names].flatMap((name): [string, string][] => {
          const constant = moduleConstants.constants.get(name);
          const source =
            (side === 'current' ? changedConstants.get(name) : undefined) ??
            (constant && wholeOf(constant));
          return source === undefined ? [] : [[codeKey(source), name]];
        });
        const source = withNames(place[side], new Map(sources));
        const newSource = indentLines(source, place.margin, '  ').trimStart();
        return { start: value.getStart(), end: value.end, text: newSource };
      }),
  ) as [TextEdit[], TextEdit[]];
  const inUse = new Set(
    otherPlaces.flatMap(({ names, isUnedited }) => (isUnedited ? [] : [...names])),
  );
  const unusedNames = places
    .filter(({ isUnedited }) => isUnedited)
    .flatMap(({ names }) => [...names].filter((name) => !inUse.has(name)));
  return [
    withEdits(text, previousVersion),
    withoutUnused(withEdits(text, [...edits, ...newVersion]), new Set(unusedNames)),
  ];
}

/** Returns the name of the tool whose case contains a line of the module. */
export function caseAtLine(text: string, provider: string, line: number): string | undefined {
  const cases = sectionOf(parseTypeScript(text), provider, 'tools');
  const property = cases
    ?.getProperties()
    .find(
      (property) => property.getStartLineNumber() <= line && line <= property.getEndLineNumber(),
    );
  return property && propertyName(property);
}

/**
 * Returns a module without a case, and without the constants and imports that only this case uses.
 * With its last case, the section is removed. A module without the case stays as it is.
 */
export function removeTestCase(
  text: string,
  provider: string,
  { section, name }: Pick<TestCaseSource, 'section' | 'name'>,
): string {
  const property = caseIn(parseTypeScript(text), provider, { section, name });
  if (!property) return text;
  const { names, identifiers } = usedIn(propertyValue(property));
  const withoutCase = withoutUnused(removeProperty(property), names);
  return withoutUnusedImports(withoutEmpty(withoutCase, provider, section), identifiers);
}

function usedIn(value: Node | undefined) {
  const { names, source } = value
    ? constantInliner(constantNodes(value.getSourceFile()))(value.compilerNode)
    : { names: new Set<string>(), source: '' };
  return { names, identifiers: new Set([...names, ...(source.match(/[A-Za-z_$][\w$]*/g) ?? [])]) };
}

function withoutEmpty(text: string, provider: string, section: TestCaseSource['section']): string {
  const options = optionsOf(parseTypeScript(text), provider);
  const property = options && objectProperty(options, section);
  const isEmpty = /^\{\s*\}$/.test(propertyValue(property)?.getText() ?? '');
  return property && isEmpty ? removeProperty(property) : text;
}

/** Returns a module with a renamed case. */
export function renameTestCase(
  text: string,
  provider: string,
  { section, name }: Pick<TestCaseSource, 'section' | 'name'>,
  newName: string,
): string {
  const property = caseIn(parseTypeScript(text), provider, { section, name });
  return property ? withEdits(text, [keyEdit(property, newName)]) : text;
}

/** Returns a module in which the calls of a tool's cases have another name for an argument. */
export function renameCaseArgument(
  text: string,
  { provider, tool }: { provider: string; tool: string },
  from: string,
  to: string,
): string {
  const module = parseTypeScript(text);
  const values = casesOf(module, provider, tool).flatMap((testCase) =>
    ['arguments', 'invalid'].flatMap((key) => propertyValue(objectProperty(testCase, key)) ?? []),
  );
  const inlineNode = constantInliner(constantNodes(module));
  const usedNames = new Set<string>();
  const edits = values.flatMap((value): TextEdit[] => {
    const literal = value.asKind(compiler().SyntaxKind.ObjectLiteralExpression);
    const property = literal && objectProperty(literal, from);
    if (property) return [keyEdit(property, to)];
    // Other values of the module may use a constant with the argument, which stays as it is.
    const [start, end] = [value.getStart(), value.getEnd()];
    const { names } = inlineNode(value.compilerNode);
    const source = wholeIn(inlineNode, value.compilerNode);
    const member = objectsIn(parseExpression(source))[0]?.properties.find(
      (candidate) => keyIn(candidate) === from,
    );
    if (names.size === 0 || !member?.name) return [];
    for (const name of names) usedNames.add(name);
    const offset = member.name.getStart() - 'x = '.length;
    const newSource =
      source.slice(0, offset) +
      propertyKey(to) +
      source.slice(offset + member.name.getText().length);
    return [{ start, end, text: newSource }];
  });
  return withoutUnused(withEdits(text, edits), usedNames);
}

/** Returns the object literals of a tool's case, which may be a list of cases. */
export function casesOf(
  module: SourceFile,
  provider: string,
  tool: string,
): ObjectLiteralExpression[] {
  const value = innerExpression(
    propertyValue(caseIn(module, provider, { section: 'tools', name: tool })),
  );
  const list = value?.asKind(compiler().SyntaxKind.ArrayLiteralExpression);
  return (list?.getElements() ?? [value]).flatMap((element) => objectIn(element) ?? []);
}

function caseIn(
  module: SourceFile,
  provider: string,
  { section, name }: Pick<TestCaseSource, 'section' | 'name'>,
): Node | undefined {
  const cases = sectionOf(module, provider, section);
  return cases && objectProperty(cases, name);
}

const sectionOf = (module: SourceFile, provider: string, section: TestCaseSource['section']) => {
  const options = optionsOf(module, provider);
  return options && objectIn(propertyValue(objectProperty(options, section)));
};

/** Returns the options of the only call of `testProvider` whose second argument is not the name of another provider. */
function optionsOf(module: SourceFile, provider: string): ObjectLiteralExpression | undefined {
  const calls = callArguments(module, 'testProvider').filter(([, name]) => {
    const literal = name?.asKind(compiler().SyntaxKind.StringLiteral);
    return !literal || literal.getLiteralText() === provider;
  });
  return objectIn(onlyItem(calls)?.[2]);
}

interface InlinedSource {
  source: string;
  /** Names of the replaced constants. */
  names: ReadonlySet<string>;
}

/** Returns the constants as compiler nodes, which stay valid after another text is parsed. */
const constantNodes = (module: SourceFile) =>
  new Map([...moduleConstants(module)].map(([name, value]) => [name, value.compilerNode]));

/** Returns a function that writes expressions of a module with the values of its constants. */
function constantInliner(
  constants: ReadonlyMap<string, Compiler.Node>,
): (node: Compiler.Node) => InlinedSource {
  const { isShorthandPropertyAssignment, isSpreadAssignment } = compiler();
  const inlinedByName = new Map<string, InlinedSource>();
  const inlineNode = (node: Compiler.Node, depth = 0): InlinedSource => {
    const names = new Set<string>();
    let source = node.getText();
    for (const name of identifiersIn(node).toReversed()) {
      if (depth > 10) continue; // constants refer to each other
      const value = isKey(name) ? undefined : constants.get(name.text);
      if (!value) continue;
      const inlinedConstant = inlinedByName.get(name.text) ?? inlineNode(value, depth + 1);
      inlinedByName.set(name.text, inlinedConstant);
      for (const constantName of [name.text, ...inlinedConstant.names]) names.add(constantName);
      const isSpread = isSpreadAssignment(name.parent);
      const isShorthand = isShorthandPropertyAssignment(name.parent);
      const ownSource = isSpread
        ? inlinedConstant.source.replaceAll(/^\{|,?\s*\}$/g, '')
        : inlinedConstant.source;
      const text = isShorthand ? `${name.text}: ${ownSource}` : ownSource;
      const [start, end] = [(isSpread ? name.parent : name).getStart(), name.end].map(
        (offset) => offset - node.getStart(),
      );
      source = source.slice(0, start) + text + source.slice(end);
    }
    return { source, names };
  };
  return (node) => inlineNode(node);
}

/**
 * Returns an expression without members that a later member of the same name replaces; the later
 * one takes their place.
 */
function withoutReplacedMembers(source: string, hasSpreads: boolean): string {
  if (!hasSpreads) return source;
  for (const literal of objectsIn(parseExpression(source)).toReversed()) {
    const members = literal.properties.map((member) => [keyIn(member), member.getText()] as const);
    const last = new Map(members);
    const hasComments = /\/[/*]/.test(literal.getText()); // comments would be lost
    if (last.size === members.length || last.has('') || hasComments) continue;
    const [start, end] = [literal.getStart(), literal.end].map((offset) => offset - 'x = '.length);
    const newSource = `{ ${[...last.values()].join(', ')} }`;
    return withoutReplacedMembers(source.slice(0, start) + newSource + source.slice(end), true);
  }
  return source;
}

/** Returns the object literals of a node, each before those within it. */
function objectsIn(node: Compiler.Node): Compiler.ObjectLiteralExpression[] {
  const { isObjectLiteralExpression, forEachChild } = compiler();
  const objects = isObjectLiteralExpression(node) ? [node] : [];
  forEachChild(node, (child) => void objects.push(...objectsIn(child)));
  return objects;
}

/**
 * Returns the identifiers of a node in their order. They are raw compiler nodes, because a test
 * module can have a hundred thousand.
 */
function identifiersIn(node: Compiler.Node): Compiler.Identifier[] {
  const { isIdentifier, forEachChild } = compiler();
  const identifiers: Compiler.Identifier[] = [];
  const visit = (child: Compiler.Node): void => {
    if (isIdentifier(child)) identifiers.push(child);
    else forEachChild(child, visit);
  };
  visit(node);
  return identifiers;
}

/** Returns whether the identifier is a property name and not a variable. */
function isKey(name: Compiler.Identifier): boolean {
  const { isPropertyAccessExpression, isPropertyAssignment } = compiler();
  const { parent } = name;
  return (
    (isPropertyAssignment(parent) || isPropertyAccessExpression(parent)) && parent.name === name
  );
}

/** Returns a module without the named constants that are unused. */
function withoutUnused(text: string, names: ReadonlySet<string>): string {
  if (names.size === 0) return text;
  const module = parseTypeScript(text);
  const useCounts = new Map<string, number>();
  for (const identifier of identifiersIn(module.compilerNode))
    if (!isKey(identifier))
      useCounts.set(identifier.text, (useCounts.get(identifier.text) ?? 0) + 1);
  const unusedStatements = module.getVariableStatements().filter((statement) => {
    const name = onlyItem(statement.getDeclarations())?.getName() ?? '';
    return names.has(name) && useCounts.get(name) === 1;
  });
  if (unusedStatements.length === 0) return text;
  const rest = unusedStatements.reduceRight((last, statement) => {
    const textBelow = last.slice(statement.getEnd()).replace(/^(?:\r?\n){1,2}/, '');
    return last.slice(0, statement.getStart()) + textBelow;
  }, text);
  return withoutUnused(rest, names);
}
