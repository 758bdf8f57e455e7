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

export interface TestCase {
  section: 'tools' | 'resources' | 'prompts';
  /** Its key: the name of a tool, resource or prompt. */
  name: string;
  /** Source of its value, indented by two spaces a level. */
  source: string;
}

/**
 * Adds a case as the last of its section of `testProvider`, and the section where it is missing; one that is there stays
 * as it is, unless it is still to be written. Undefined where the module has no object literal for it.
 */
export function addTestCase(
  text: string,
  provider: string,
  { section, name, source }: TestCase,
): string | undefined {
  const options = optionsOf(parseTypeScript(text), provider);
  const property = options && propertyOf(options, section);
  const cases = objectIn(valueOf(property));
  const known = valueOf(cases && propertyOf(cases, name));
  if (known && isSameCode(`x = ${known.getText()}`, 'x = { todo: true }')) {
    const now = indentLines(source, marginOf(known), '  ').trimStart();
    return text.slice(0, known.getStart()) + now + text.slice(known.getEnd());
  }
  if (cases) return addProperty(cases, name, source);
  // A spread or a computed key may bring the section.
  const isKnown = options && !property && options.getProperties().every(keyOf);
  if (!isKnown) return undefined;
  const entry = indentLines(`${propertyKey(name)}: ${source}`, '  ', '  ');
  return addProperty(options, section, `{\n${entry},\n}`);
}

/** The case of a tool, and the source of its value in a newer version. */
export interface CaseChange {
  was: TestCase;
  now: string;
}

/** A case of a module that changes. */
interface CasePlace {
  value: Compiler.Node;
  was: string;
  now: string;
  margin: string;
  /** Constants in it. */
  names: ReadonlySet<string>;
  /** It differs from the old source only by constants. */
  isUnedited: boolean;
}

/**
 * The module as it would be with the old and the new sources of its cases; undefined where it has none of them. A case that
 * differs from the old source only by constants counts as unedited: the module itself is the old one then, and its constants
 * change. Where the cases would not have their new sources so, they are written without constants.
 */
export function testCaseVersions(
  text: string,
  provider: string,
  changes: readonly CaseChange[],
): readonly [before: string, after: string] | undefined {
  const differing = changes.filter(({ was, now }) => was.source !== now);
  const places = placesOf(text, provider, differing);
  if (places.length === 0) return undefined;
  const versions = versionsOf(text, places);
  const after = placesOf(
    versions[1],
    provider,
    differing.map(({ was }) => ({ was, now: '' })),
  );
  const hasAll = places.every(({ isUnedited, now }, index) => {
    const place = after[index];
    return !isUnedited || (place !== undefined && wordsIn(place.whole) === wordsIn(now));
  });
  return hasAll ? versions : versionsOf(text, places, () => false);
}

/** The words of an expression in any order: constants may put members of objects elsewhere. */
const wordsIn = (source: string): string => codeKey(source).split('\0').sort().join('\0');

/** The cases that change, in the order of the changes, and their sources without names of constants. */
function placesOf(
  text: string,
  provider: string,
  changes: readonly CaseChange[],
): (CasePlace & { whole: string })[] {
  const parsed = parseTypeScript(text);
  const inlined = inliner(constantNodes(parsed));
  const cases = sectionOf(parsed, provider, 'tools');
  const properties = new Map(cases?.getProperties().map((each) => [keyOf(each), each]));
  // Parsing another text forgets the nodes of this one, but for those of the compiler.
  const changing = changes.flatMap(({ was, now }) => {
    const property = properties.get(was.name);
    const value = valueOf(property)?.compilerNode;
    if (!property || !value) return [];
    return [{ value, was: was.source, now, margin: marginOf(property) }];
  });
  return changing.map((each) => {
    const { names } = inlined(each.value);
    const whole = wholeIn(inlined, each.value);
    const isUnedited = names.size > 0 && isSameCode(`x = ${whole}`, `x = ${each.was}`);
    return { ...each, names, whole, isUnedited };
  });
}

const wholeIn = (inlined: ReturnType<typeof inliner>, node: Compiler.Node): string =>
  lastOfEach(inlined(node).source, node.getText().includes('...'));

function versionsOf(
  text: string,
  places: readonly CasePlace[],
  hasConstants = ({ isUnedited }: CasePlace) => isUnedited,
): readonly [before: string, after: string] {
  const parsed = parseTypeScript(text);
  const home = { module: parsed.compilerNode, constants: constantNodes(parsed) };
  const inlined = inliner(home.constants);
  const wholeOf = (node: Compiler.Node) => wholeIn(inlined, node);
  const changing = places.filter(hasConstants);
  const others = places.filter((each) => !hasConstants(each));
  const isInOther = (at: number) =>
    others.some(({ value }) => value.getStart() <= at && at < value.end);
  const { edits, changed } = constantEdits(home, changing, wholeOf, isInOther);
  const [before, after] = (['was', 'now'] as const).map((side) =>
    others
      .filter(({ isUnedited }) => side === 'now' || !isUnedited)
      .map(({ value, ...one }) => {
        const sources = [...one.names].flatMap((name): [string, string][] => {
          const constant = home.constants.get(name);
          const source =
            (side === 'now' ? changed.get(name) : undefined) ?? (constant && wholeOf(constant));
          return source === undefined ? [] : [[codeKey(source), name]];
        });
        const source = withNames(one[side], new Map(sources));
        const now = indentLines(source, one.margin, '  ').trimStart();
        return { start: value.getStart(), end: value.end, text: now };
      }),
  ) as [TextEdit[], TextEdit[]];
  const inUse = new Set(others.flatMap(({ names, isUnedited }) => (isUnedited ? [] : [...names])));
  const unused = places
    .filter(({ isUnedited }) => isUnedited)
    .flatMap(({ names }) => [...names].filter((name) => !inUse.has(name)));
  return [
    withEdits(text, before),
    withoutUnused(withEdits(text, [...edits, ...after]), new Set(unused)),
  ];
}

/** The name of the tool whose case has a line of the module. */
export function caseAtLine(text: string, provider: string, line: number): string | undefined {
  const cases = sectionOf(parseTypeScript(text), provider, 'tools');
  const property = cases
    ?.getProperties()
    .find((each) => each.getStartLineNumber() <= line && line <= each.getEndLineNumber());
  return property && keyOf(property);
}

/**
 * A module without a case, and without the constants and imports that only this case uses; the section goes with its last
 * case. A module without the case stays as it is.
 */
export function removeTestCase(
  text: string,
  provider: string,
  { section, name }: Pick<TestCase, 'section' | 'name'>,
): string {
  const property = caseIn(parseTypeScript(text), provider, { section, name });
  if (!property) return text;
  const { names, identifiers } = usedIn(valueOf(property));
  const without = withoutUnused(removeProperty(property), names);
  return withoutUnusedImports(withoutEmpty(without, provider, section), identifiers);
}

function usedIn(value: Node | undefined) {
  const { names, source } = value
    ? inliner(constantNodes(value.getSourceFile()))(value.compilerNode)
    : { names: new Set<string>(), source: '' };
  return { names, identifiers: new Set([...names, ...(source.match(/[A-Za-z_$][\w$]*/g) ?? [])]) };
}

function withoutEmpty(text: string, provider: string, section: TestCase['section']): string {
  const options = optionsOf(parseTypeScript(text), provider);
  const property = options && propertyOf(options, section);
  const isEmpty = /^\{\s*\}$/.test(valueOf(property)?.getText() ?? '');
  return property && isEmpty ? removeProperty(property) : text;
}

/** A module whose case has another name. */
export function renameTestCase(
  text: string,
  provider: string,
  { section, name }: Pick<TestCase, 'section' | 'name'>,
  newName: string,
): string {
  const key = nameNodeOf(caseIn(parseTypeScript(text), provider, { section, name }));
  if (!key) return text;
  return text.slice(0, key.getStart()) + propertyKey(newName) + text.slice(key.getEnd());
}

const nameNodeOf = (property: Node | undefined) =>
  property?.asKind(compiler().SyntaxKind.PropertyAssignment)?.getNameNode();

/** The object literals of the case of a tool, which may be a list of cases. */
export function casesOf(
  module: SourceFile,
  provider: string,
  tool: string,
): ObjectLiteralExpression[] {
  const value = innerExpression(
    valueOf(caseIn(module, provider, { section: 'tools', name: tool })),
  );
  const list = value?.asKind(compiler().SyntaxKind.ArrayLiteralExpression);
  return (list?.getElements() ?? [value]).flatMap((each) => objectIn(each) ?? []);
}

function caseIn(
  module: SourceFile,
  provider: string,
  { section, name }: Pick<TestCase, 'section' | 'name'>,
): Node | undefined {
  const cases = sectionOf(module, provider, section);
  return cases && propertyOf(cases, name);
}

const sectionOf = (module: SourceFile, provider: string, section: TestCase['section']) => {
  const options = optionsOf(module, provider);
  return options && objectIn(valueOf(propertyOf(options, section)));
};

/** Of the one call of `testProvider` whose second argument is not the name of another provider. */
function optionsOf(module: SourceFile, provider: string): ObjectLiteralExpression | undefined {
  const [call, another] = argumentsOf(module, 'testProvider').filter(([, name]) => {
    const literal = name?.asKind(compiler().SyntaxKind.StringLiteral);
    return !literal || literal.getLiteralText() === provider;
  });
  return another ? undefined : objectIn(call?.[2]);
}

/** Source whose names of constants were replaced by their values. */
interface Inlined {
  source: string;
  /** The constants. */
  names: ReadonlySet<string>;
}

/** Nodes of the compiler stay when another text is parsed. */
const constantNodes = (module: SourceFile) =>
  new Map([...constantsOf(module)].map(([name, value]) => [name, value.compilerNode]));

/** Writes expressions of a module with the values of its constants in place of their names. */
function inliner(constants: ReadonlyMap<string, Compiler.Node>): (node: Compiler.Node) => Inlined {
  const { isShorthandPropertyAssignment, isSpreadAssignment } = compiler();
  const known = new Map<string, Inlined>();
  const inlined = (node: Compiler.Node, depth = 0): Inlined => {
    const names = new Set<string>();
    let source = node.getText();
    for (const name of identifiersIn(node).toReversed()) {
      if (depth > 10) continue; // constants that refer to each other
      const value = isKey(name) ? undefined : constants.get(name.text);
      if (!value) continue;
      const its = known.get(name.text) ?? inlined(value, depth + 1);
      known.set(name.text, its);
      for (const each of [name.text, ...its.names]) names.add(each);
      const isSpread = isSpreadAssignment(name.parent);
      const isShorthand = isShorthandPropertyAssignment(name.parent);
      const own = isSpread ? its.source.replaceAll(/^\{|,?\s*\}$/g, '') : its.source;
      const text = isShorthand ? `${name.text}: ${own}` : own;
      const [start, end] = [(isSpread ? name.parent : name).getStart(), name.end].map(
        (at) => at - node.getStart(),
      );
      source = source.slice(0, start) + text + source.slice(end);
    }
    return { source, names };
  };
  return (node) => inlined(node);
}

/** An expression without members that a later one of the same name replaces; the later one takes their place. */
function lastOfEach(source: string, hasSpreads: boolean): string {
  if (!hasSpreads) return source;
  const literals = parseTypeScript(`x = ${source}`).getDescendantsOfKind(
    compiler().SyntaxKind.ObjectLiteralExpression,
  );
  for (const literal of literals.toReversed()) {
    const members = literal.getProperties().map((each) => [keyOf(each), each.getText()] as const);
    const last = new Map(members);
    const hasComments = /\/[/*]/.test(literal.getText()); // they would be lost
    if (last.size === members.length || last.has(undefined) || hasComments) continue;
    const [start, end] = [literal.getStart(), literal.getEnd()].map((at) => at - 'x = '.length);
    const now = `{ ${[...last.values()].join(', ')} }`;
    return lastOfEach(source.slice(0, start) + now + source.slice(end), true);
  }
  return source;
}

/** In the order of the text. Raw nodes: a module of tests can have a hundred thousand. */
function identifiersIn(node: Compiler.Node): Compiler.Identifier[] {
  const { isIdentifier, forEachChild } = compiler();
  const found: Compiler.Identifier[] = [];
  const visit = (each: Compiler.Node): void => {
    if (isIdentifier(each)) found.push(each);
    else forEachChild(each, visit);
  };
  visit(node);
  return found;
}

/** Whether the identifier is a property name and not a variable. */
function isKey(name: Compiler.Identifier): boolean {
  const { isPropertyAccessExpression, isPropertyAssignment } = compiler();
  const { parent } = name;
  return (
    (isPropertyAssignment(parent) || isPropertyAccessExpression(parent)) && parent.name === name
  );
}

/** A module without those of its constants that nothing uses. */
function withoutUnused(text: string, names: ReadonlySet<string>): string {
  if (names.size === 0) return text;
  const module = parseTypeScript(text);
  const uses = new Map<string, number>();
  for (const each of identifiersIn(module.compilerNode))
    if (!isKey(each)) uses.set(each.text, (uses.get(each.text) ?? 0) + 1);
  const unused = module.getVariableStatements().filter((statement) => {
    const [only, another] = statement.getDeclarations();
    const name = only?.getName() ?? '';
    return !another && names.has(name) && uses.get(name) === 1;
  });
  if (unused.length === 0) return text;
  const rest = unused.reduceRight((last, statement) => {
    const below = last.slice(statement.getEnd()).replace(/^(?:\r?\n){1,2}/, '');
    return last.slice(0, statement.getStart()) + below;
  }, text);
  return withoutUnused(rest, names);
}
