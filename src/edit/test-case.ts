import type { Node, ObjectLiteralExpression, SourceFile } from 'ts-morph';
import {
  withoutUnusedImports,
  addProperty,
  argumentsOf,
  compiler,
  itself,
  keyOf,
  marginOf,
  objectIn,
  parseTypeScript,
  propertyKey,
  propertyOf,
  removeProperty,
  valueOf,
  constant,
} from './typescript.js';
import { indentLines } from './lines.js';
import { isSameCode } from './same-code.js';

export interface TestCase {
  section: 'tools' | 'resources' | 'prompts';
  /** Its key: the name of a tool, resource or prompt. */
  name: string;
  /** Source of its value, indented by two spaces a level. */
  source: string;
}

/**
 * Adds a case as the last of its section of `testProvider`, and the section where it is missing; one that is there stays
 * as it is. Undefined where the module has no object literal for it.
 */
export function addTestCase(
  text: string,
  provider: string,
  { section, name, source }: TestCase,
): string | undefined {
  const options = optionsOf(parseTypeScript(text), provider);
  const property = options && propertyOf(options, section);
  const cases = objectIn(valueOf(property));
  if (cases) return addProperty(cases, name, source);
  // A spread or a computed key may bring the section.
  const isKnown = options && !property && options.getProperties().every(keyOf);
  if (!isKnown) return undefined;
  const entry = indentLines(`${propertyKey(name)}: ${source}`, '  ', '  ');
  return addProperty(options, section, `{\n${entry},\n}`);
}

/**
 * The module as it would be with the old and the new source of a case; undefined where it has no such case. A case that
 * differs from the old source only by constants counts as unedited: the module itself is the old one then.
 */
export function testCaseVersions(
  text: string,
  provider: string,
  { section, name, source }: TestCase,
  newSource: string,
): readonly [before: string, after: string] | undefined {
  if (source === newSource) return [text, text];
  const cases = sectionOf(parseTypeScript(text), provider, section);
  const property = cases && propertyOf(cases, name);
  const value = valueOf(property);
  if (!property || !value) return undefined;
  const [before, after] = [source, newSource].map((each) => {
    const lines = indentLines(each, marginOf(property), '  ').trimStart();
    return text.slice(0, value.getStart()) + lines + text.slice(value.getEnd());
  }) as [string, string];
  const own = inlined(value);
  const isUnedited = own.names.size > 0 && isSameCode(`x = ${own.source}`, `x = ${source}`);
  return isUnedited ? [text, withoutUnused(after, own.names)] : [before, after];
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
  const cases = sectionOf(parseTypeScript(text), provider, section);
  const property = cases && propertyOf(cases, name);
  if (!property) return text;
  const { names, identifiers } = usedIn(valueOf(property));
  const without = withoutUnused(removeProperty(property), names);
  return withoutUnusedImports(withoutEmpty(without, provider, section), identifiers);
}

function usedIn(value: Node | undefined) {
  const { names, source } = value ? inlined(value) : { names: new Set<string>(), source: '' };
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
  const cases = sectionOf(parseTypeScript(text), provider, section);
  const key = nameNodeOf(cases && propertyOf(cases, name));
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
  const cases = sectionOf(module, provider, 'tools');
  const value = itself(cases && valueOf(propertyOf(cases, tool)));
  const list = value?.asKind(compiler().SyntaxKind.ArrayLiteralExpression);
  return (list?.getElements() ?? [value]).flatMap((each) => objectIn(each) ?? []);
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

/** An expression with the values of the module's constants in place of their names. */
function inlined(node: Node, depth = 0): Inlined {
  const { Identifier, ShorthandPropertyAssignment } = compiler().SyntaxKind;
  const names = new Set<string>();
  let source = node.getText();
  const inside = node.isKind(Identifier) ? [node] : node.getDescendantsOfKind(Identifier);
  for (const name of inside.toReversed()) {
    if (depth > 10) continue; // constants that refer to each other
    const value = isKey(name) ? undefined : constant(name);
    if (!value) continue;
    const its = inlined(value, depth + 1);
    for (const each of [name.getText(), ...its.names]) names.add(each);
    const isShorthand = name.getParentIfKind(ShorthandPropertyAssignment);
    const text = isShorthand ? `${name.getText()}: ${its.source}` : its.source;
    const start = name.getStart() - node.getStart();
    source = source.slice(0, start) + text + source.slice(start + name.getText().length);
  }
  return { source, names };
}

/** Of a property, or of a member that is read. */
function isKey(name: Node): boolean {
  const { PropertyAccessExpression, PropertyAssignment } = compiler().SyntaxKind;
  return (
    name.getParentIfKind(PropertyAssignment)?.getNameNode() === name ||
    name.getParentIfKind(PropertyAccessExpression)?.getNameNode() === name
  );
}

/** A module without those of its constants that nothing uses. */
function withoutUnused(text: string, names: ReadonlySet<string>): string {
  const module = parseTypeScript(text);
  const used = module
    .getDescendantsOfKind(compiler().SyntaxKind.Identifier)
    .filter((each) => !isKey(each))
    .map((each) => each.getText());
  const unused = module.getVariableStatements().find((statement) => {
    const [only, another] = statement.getDeclarations();
    const name = only?.getName() ?? '';
    return !another && names.has(name) && used.indexOf(name) === used.lastIndexOf(name);
  });
  if (!unused) return text;
  const rest = text.slice(unused.getEnd()).replace(/^(?:\r?\n){1,2}/, '');
  return withoutUnused(text.slice(0, unused.getStart()) + rest, names);
}
