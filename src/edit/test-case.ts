import type { CallExpression, Expression, Node, ObjectExpression } from '@babel/types';
import { isClosed } from './closed-type.js';
import { styleOf } from './code-style.js';
import { indentUnit } from './indentation.js';
import { indented, margin } from './lines.js';
import { insertItem, listOf } from './list.js';
import { inStyle } from './restyle.js';
import { isSameCode } from './same-code.js';
import type { Syntax } from './syntax.js';
import { bare, parseModule, spanOf } from './syntax.js';
import { inlined, withoutUnused } from './test-constants.js';
import { property, topLevelValue } from './values.js';

/** The sections of `testProvider` with cases by name, in the order in which they are generated. */
const SECTIONS = ['tools', 'resources', 'prompts'] as const;

export interface TestCase {
  section: (typeof SECTIONS)[number];
  /** Its key: the name of a tool, resource or prompt. */
  name: string;
  /** Source of its value, indented by two spaces a level. */
  source: string;
}

/** Where the search for a section begins in a module. */
export type FixtureRoot =
  /** The call of `testProvider` for a provider. */
  | { provider: string }
  /** The value that the module exports under a name. */
  | { exported: string; keys: readonly string[] };

/** A module that the section, or the object around it, is imported from. */
export interface ImportedSection {
  specifier: string;
  root: FixtureRoot;
}

/** Whether a module calls `testProvider` for a provider. */
export const testsProvider = (text: string, provider: string): boolean =>
  text.includes('testProvider') && callFor(parseModule(text), provider) !== undefined;

/** Where a module imports its section from; undefined where it does not. */
export function importedSection(
  text: string,
  root: FixtureRoot,
  section: TestCase['section'],
): ImportedSection | undefined {
  const found = find(parseModule(text), root, section);
  return found?.is === 'imported' ? found : undefined;
}

/**
 * Adds a case as the last of its section, and the section where it is missing. Undefined where the module has no object
 * literal for it, or a type that names all of its keys. A section that has the key stays as it is.
 */
export function addTestCase(text: string, root: FixtureRoot, added: TestCase): string | undefined {
  const tree = parseModule(text);
  const found = find(tree, root, added.section);
  if (found?.is !== 'object' && found?.is !== 'missing') return undefined;
  if (isClosed(tree, found.object)) return undefined;
  if (found.is === 'object' && property(found.object, added.name)) return text;
  const key = /^[A-Za-z_$][\w$]*$/.test(added.name) ? added.name : `'${added.name}'`;
  const item = `${key}: ${added.source}`;
  const section = `${added.section}: {\n${item.replace(/^(?=.)/gm, '  ')},\n}`;
  // Indentation is that of the object.
  const style = { ...styleOf(tree), unit: '  ' };
  const source = inStyle(found.is === 'object' ? item : section, style, ['({', '})']);
  const list = listOf(found.object);
  return found.is === 'object'
    ? insertItem(text, list, source)
    : insertItem(text, list, source, { index: placeOfSection(found.object, added.section) });
}

/**
 * The module as it would be with the old and the new source of a case; undefined where it has no such case. A case that
 * differs from the old source only by constants counts as unedited: the module itself is the old one then.
 */
export function testCaseVersions(
  text: string,
  root: FixtureRoot,
  { section, name, source }: TestCase,
  newSource: string,
): readonly [before: string, after: string] | undefined {
  if (source === newSource) return [text, text];
  const tree = parseModule(text);
  const found = find(tree, root, section);
  const value = found?.is === 'object' ? property(found.object, name) : undefined;
  if (!value) return undefined;
  const { start, end } = spanOf(value);
  const style = { ...styleOf(tree), unit: '  ' };
  const [before, after] = [source, newSource].map((each) => {
    const styled = inStyle(each, style, ['(', ')']);
    const lines = indented(styled, margin(text, start), indentUnit(text)).trimStart();
    return text.slice(0, start) + lines + text.slice(end);
  }) as [string, string];
  const own = inlined(tree, value);
  const isUnedited = own.names.size > 0 && isSameCode(`x = ${own.source}`, `x = ${source}`);
  return isUnedited ? [text, withoutUnused(after, own.names)] : [before, after];
}

/** The object literals of a case, or of a list of cases. */
export function casesOf(
  tree: Syntax,
  root: FixtureRoot,
  { section, name }: Pick<TestCase, 'section' | 'name'>,
): ObjectExpression[] {
  const found = find(tree, root, section);
  const node = found?.is === 'object' ? property(found.object, name) : undefined;
  const value = node && bare(node);
  const items = value?.type === 'ArrayExpression' ? value.elements : [value];
  return items.flatMap((item) => (item?.type === 'ObjectExpression' ? [item] : []));
}

type Found =
  | { is: 'object'; object: ObjectExpression }
  /** The object that would have the section as a property. */
  | { is: 'missing'; object: ObjectExpression }
  | ({ is: 'imported' } & ImportedSection);

function find(tree: Syntax, root: FixtureRoot, section: string): Found | undefined {
  if ('exported' in root) {
    const value = topLevelValue(tree, root.exported);
    return value?.is === 'value' ? follow(tree, value.node, root.keys) : undefined;
  }
  const options = callFor(tree, root.provider)?.arguments[2];
  return options && follow(tree, options, [section]);
}

/** The object literal at a path of keys, through constants, members and imports. */
function follow(tree: Syntax, node: Node, keys: readonly string[], depth = 0): Found | undefined {
  const value = bare(node);
  const [key, ...rest] = keys;
  if (depth > 10) return undefined; // constants that refer to each other
  if (value.type === 'MemberExpression' && value.property.type === 'Identifier') {
    if (value.computed) return undefined;
    return follow(tree, value.object, [value.property.name, ...keys], depth + 1);
  }
  if (value.type === 'Identifier') {
    const named = topLevelValue(tree, value.name, 'local');
    if (named?.is === 'import') {
      return {
        is: 'imported',
        specifier: named.specifier,
        root: { exported: named.name, keys },
      };
    }
    return named && follow(tree, named.node, keys, depth + 1);
  }
  if (value.type !== 'ObjectExpression') return undefined;
  if (key === undefined) return { is: 'object', object: value };
  const next = property(value, key);
  if (next) return follow(tree, next, rest, depth + 1);
  const isPlain = value.properties.every(
    (each) => each.type === 'ObjectProperty' && !each.computed,
  );
  // A spread or a computed key may bring the section.
  return isPlain && rest.length === 0 ? { is: 'missing', object: value } : undefined;
}

/** The one call of `testProvider` whose second argument is not the name of another provider. */
function callFor({ nodes }: Syntax, provider: string): CallExpression | undefined {
  const calls = nodes.filter(
    (node): node is CallExpression =>
      node.type === 'CallExpression' && nameOf(node.callee) === 'testProvider',
  );
  const named = calls.filter(({ arguments: [, name] }) => isText(name, provider));
  const unnamed = calls.filter(({ arguments: [, name] }) => name?.type !== 'StringLiteral');
  const [call, another] = named.length > 0 ? named : unnamed;
  return another ? undefined : call;
}

const nameOf = (callee: Expression | Node) => {
  const { type } = callee;
  if (type === 'Identifier') return callee.name;
  return type === 'MemberExpression' && callee.property.type === 'Identifier'
    ? callee.property.name
    : undefined;
};

const isText = (node: Node | undefined, text: string) =>
  node?.type === 'StringLiteral' && node.value === text;

/** Behind the last of the sections that come before it, or else behind everything. */
function placeOfSection(object: ObjectExpression, section: TestCase['section']): number {
  const before = SECTIONS.slice(0, SECTIONS.indexOf(section));
  const index = object.properties.findLastIndex(
    (each) =>
      each.type === 'ObjectProperty' &&
      before.some((name) => property(object, name) === each.value),
  );
  return index < 0 ? object.properties.length : index + 1;
}
