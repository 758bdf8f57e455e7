import type { Node, ObjectLiteralExpression, SourceFile, ts as Compiler } from 'ts-morph';
import { indentLines } from './lines.js';
import { codeKey, isSameCode } from './same-code.js';
import { constantEdits, type TextEdit, withEdits, withNames } from './test-constants.js';
import {
  addProperty,
  argumentsOf,
  compiler,
  constantsOf,
  innerExpression,
  keyOf,
  marginOf,
  objectIn,
  parseTypeScript,
  propertyKey,
  propertyOf,
  removeProperty,
  valueOf,
  withoutUnusedImports,
} from './typescript.js';

export interface TestCaseSource {
  section: 'tools' | 'resources' | 'prompts';
  /** Key of the case: the name of a tool, resource or prompt. */
  name: string;
  /** Source of its value, indented by two spaces per level. */
  source: string;
}

/**
 * Adds a case as the last one of its section of `testProvider`, and the section if it is missing.
 * An existing case stays as it is, unless it is a todo. Undefined if the module has no object
 * literal for it.
 */
export function addTestCase(
  text: string,
  provider: string,
  { section, name, source }: TestCaseSource,
): string | undefined {
  const options = optionsOf(parseTypeScript(text), provider);
  const property = options && propertyOf(options, section);
  const cases = objectIn(valueOf(property));
  const existingValue = valueOf(cases && propertyOf(cases, name));
  if (existingValue && isSameCode(`x = ${existingValue.getText()}`, 'x = { todo: true }')) {
    const newSource = indentLines(source, marginOf(existingValue), '  ').trimStart();
    return text.slice(0, existingValue.getStart()) + newSource + text.slice(existingValue.getEnd());
  }
  if (cases) return addProperty(cases, name, source);
  // A spread or a computed key may contain the section.
  const isKnown = options && !property && options.getProperties().every(keyOf);
  if (!isKnown) return undefined;
  const entry = indentLines(`${propertyKey(name)}: ${source}`, '  ', '  ');
  return addProperty(options, section, `{\n${entry},\n}`);
}

/** The case of a tool, and the source of its value in a newer version. */
export interface CaseChange {
  was: TestCaseSource;
  now: string;
}

/** A changed case of a module. */
interface CasePlace {
  value: Compiler.Node;
  was: string;
  now: string;
  margin: string;
  /** Whether it contains names of constants. */
  names: ReadonlySet<string>;
  /** Whether it differs from the old source only by constants. */
  isUnedited: boolean;
}

/**
 * The module with the old and with the new sources of its cases; undefined if it contains none of
 * them. A case that differs from the old source only by constants counts as unedited: then the
 * module itself is the old version, and its constants change. If the cases would not get their new
 * sources this way, they are written without constants.
 */
export function testCaseVersions(
  text: string,
  provider: string,
  changes: readonly CaseChange[],
): readonly [before: string, after: string] | undefined {
  const differingChanges = changes.filter(
    ({ was: previousCase, now: newSource }) => previousCase.source !== newSource,
  );
  const places = placesOf(text, provider, differingChanges);
  if (places.length === 0) return undefined;
  const versions = versionsOf(text, places);
  const placesInResult = placesOf(
    versions[1],
    provider,
    differingChanges.map(({ was: previousCase }) => ({ was: previousCase, now: '' })),
  );
  const hasAll = places.every(({ isUnedited, now: newSource }, index) => {
    const place = placesInResult[index];
    return !isUnedited || (place !== undefined && wordsIn(place.whole) === wordsIn(newSource));
  });
  return hasAll ? versions : versionsOf(text, places, () => false);
}

/** The words of an expression, sorted, because constants may change the order of members. */
const wordsIn = (source: string): string => codeKey(source).split('\0').sort().join('\0');

/** The changed cases in the order of the changes, and their sources with constants replaced by their values. */
function placesOf(
  text: string,
  provider: string,
  changes: readonly CaseChange[],
): (CasePlace & { whole: string })[] {
  const parsedModule = parseTypeScript(text);
  const inlinedSource = constantInliner(constantNodes(parsedModule));
  const cases = sectionOf(parsedModule, provider, 'tools');
  const properties = new Map(cases?.getProperties().map((property) => [keyOf(property), property]));
  // Parsing another text invalidates the nodes of this one, except those of the compiler.
  const changedCases = changes.flatMap(({ was: previousCase, now: newSource }) => {
    const property = properties.get(previousCase.name);
    const value = valueOf(property)?.compilerNode;
    if (!property || !value) return [];
    return [{ value, was: previousCase.source, now: newSource, margin: marginOf(property) }];
  });
  return changedCases.map((changedCase) => {
    const { names } = inlinedSource(changedCase.value);
    const wholeSource = wholeIn(inlinedSource, changedCase.value);
    const isUnedited = names.size > 0 && isSameCode(`x = ${wholeSource}`, `x = ${changedCase.was}`);
    return { ...changedCase, names, whole: wholeSource, isUnedited };
  });
}

const wholeIn = (inlineNode: ReturnType<typeof constantInliner>, node: Compiler.Node): string =>
  withoutReplacedMembers(inlineNode(node).source, node.getText().includes('...'));

function versionsOf(
  text: string,
  places: readonly CasePlace[],
  hasConstants = ({ isUnedited }: CasePlace) => isUnedited,
): readonly [before: string, after: string] {
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
  const { edits, changed: changedConstants } = constantEdits(
    moduleConstants,
    placesWithConstants,
    wholeOf,
    isInOther,
  );
  const [previousVersion, newVersion] = (['was', 'now'] as const).map((side) =>
    otherPlaces
      .filter(({ isUnedited }) => side === 'now' || !isUnedited)
      .map(({ value, ...place }) => {
        const sources = [...place.names].flatMap((name): [string, string][] => {
          const constant = moduleConstants.constants.get(name);
          const source =
            (side === 'now' ? changedConstants.get(name) : undefined) ??
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

/** The name of the tool whose case contains a line of the module. */
export function caseAtLine(text: string, provider: string, line: number): string | undefined {
  const cases = sectionOf(parseTypeScript(text), provider, 'tools');
  const property = cases
    ?.getProperties()
    .find(
      (property) => property.getStartLineNumber() <= line && line <= property.getEndLineNumber(),
    );
  return property && keyOf(property);
}

/**
 * A module without a case, and without the constants and imports that only this case uses. With its
 * last case, the section is removed. A module without the case stays as it is.
 */
export function removeTestCase(
  text: string,
  provider: string,
  { section, name }: Pick<TestCaseSource, 'section' | 'name'>,
): string {
  const property = caseIn(parseTypeScript(text), provider, { section, name });
  if (!property) return text;
  const { names, identifiers } = usedIn(valueOf(property));
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
  const property = options && propertyOf(options, section);
  const isEmpty = /^\{\s*\}$/.test(valueOf(property)?.getText() ?? '');
  return property && isEmpty ? removeProperty(property) : text;
}

/** A module with a renamed case. */
export function renameTestCase(
  text: string,
  provider: string,
  { section, name }: Pick<TestCaseSource, 'section' | 'name'>,
  newName: string,
): string {
  const key = nameNodeOf(caseIn(parseTypeScript(text), provider, { section, name }));
  if (!key) return text;
  return text.slice(0, key.getStart()) + propertyKey(newName) + text.slice(key.getEnd());
}

const nameNodeOf = (property: Node | undefined) =>
  property?.asKind(compiler().SyntaxKind.PropertyAssignment)?.getNameNode();

/** The object literals of a tool's case, which may be a list of cases. */
export function casesOf(
  module: SourceFile,
  provider: string,
  tool: string,
): ObjectLiteralExpression[] {
  const value = innerExpression(
    valueOf(caseIn(module, provider, { section: 'tools', name: tool })),
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
  return cases && propertyOf(cases, name);
}

const sectionOf = (module: SourceFile, provider: string, section: TestCaseSource['section']) => {
  const options = optionsOf(module, provider);
  return options && objectIn(valueOf(propertyOf(options, section)));
};

/** The options of the only call of `testProvider` whose second argument is not the name of another provider. */
function optionsOf(module: SourceFile, provider: string): ObjectLiteralExpression | undefined {
  const [call, another] = argumentsOf(module, 'testProvider').filter(([, name]) => {
    const literal = name?.asKind(compiler().SyntaxKind.StringLiteral);
    return !literal || literal.getLiteralText() === provider;
  });
  return another ? undefined : objectIn(call?.[2]);
}

/** Source in which constants are replaced by their values. */
interface InlinedSource {
  source: string;
  /** Names of the replaced constants. */
  names: ReadonlySet<string>;
}

/** The constants as compiler nodes, which stay valid after another text is parsed. */
const constantNodes = (module: SourceFile) =>
  new Map([...constantsOf(module)].map(([name, value]) => [name, value.compilerNode]));

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

/** An expression without members that a later member of the same name replaces; the later one takes their place. */
function withoutReplacedMembers(source: string, hasSpreads: boolean): string {
  if (!hasSpreads) return source;
  const literals = parseTypeScript(`x = ${source}`).getDescendantsOfKind(
    compiler().SyntaxKind.ObjectLiteralExpression,
  );
  for (const literal of literals.toReversed()) {
    const members = literal
      .getProperties()
      .map((member) => [keyOf(member), member.getText()] as const);
    const last = new Map(members);
    const hasComments = /\/[/*]/.test(literal.getText()); // comments would be lost
    if (last.size === members.length || last.has(undefined) || hasComments) continue;
    const [start, end] = [literal.getStart(), literal.getEnd()].map(
      (offset) => offset - 'x = '.length,
    );
    const newSource = `{ ${[...last.values()].join(', ')} }`;
    return withoutReplacedMembers(source.slice(0, start) + newSource + source.slice(end), true);
  }
  return source;
}

/**
 * The identifiers of a node in their order. They are raw compiler nodes, because a test module can
 * have a hundred thousand.
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

/** Whether the identifier is a property name and not a variable. */
function isKey(name: Compiler.Identifier): boolean {
  const { isPropertyAccessExpression, isPropertyAssignment } = compiler();
  const { parent } = name;
  return (
    (isPropertyAssignment(parent) || isPropertyAccessExpression(parent)) && parent.name === name
  );
}

/** A module without the named constants that are unused. */
function withoutUnused(text: string, names: ReadonlySet<string>): string {
  if (names.size === 0) return text;
  const module = parseTypeScript(text);
  const useCounts = new Map<string, number>();
  for (const identifier of identifiersIn(module.compilerNode))
    if (!isKey(identifier))
      useCounts.set(identifier.text, (useCounts.get(identifier.text) ?? 0) + 1);
  const unusedStatements = module.getVariableStatements().filter((statement) => {
    const [onlyDeclaration, another] = statement.getDeclarations();
    const name = onlyDeclaration?.getName() ?? '';
    return !another && names.has(name) && useCounts.get(name) === 1;
  });
  if (unusedStatements.length === 0) return text;
  const rest = unusedStatements.reduceRight((last, statement) => {
    const textBelow = last.slice(statement.getEnd()).replace(/^(?:\r?\n){1,2}/, '');
    return last.slice(0, statement.getStart()) + textBelow;
  }, text);
  return withoutUnused(rest, names);
}
