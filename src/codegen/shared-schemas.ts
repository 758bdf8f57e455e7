import { omit } from '../model/json-schema/subschemas.js';
import { camelCase, kebabCase, wordsOfName } from '../model/names.js';
import { pageProperties, type ToolSpec } from '../model/spec.js';
import { singular } from '../model/text/singular.js';
import { GENERIC_NAMES, toolNoun } from '../model/tool-words.js';
import {
  type SharedConstant,
  type SharedName,
  type SharedNames,
  sharedSource,
} from './print/zod.js';
import { type ArgumentGroup, argumentGroups, groupConstant } from './shared-arguments.js';
import { documentShape } from './zod-shape/document-shape.js';
import {
  innerShapes,
  type ObjectShape,
  type PropertyShape,
  type SchemaSide,
  type Shape,
  usesDefinition,
} from './zod-shape/shape.js';

/** Schemas that several tools of a provider share. */
export interface SharedSchemas {
  names: SharedNames;
  groups: readonly ArgumentGroup[];
  /** Constants of the directory `schemas`, by file. */
  files: ReadonlyMap<string, SharedConstant>;
}

type Sharable = ObjectShape | Extract<Shape, { kind: 'choice' | 'string' }>;

/** A shape that may be shared: an object, a choice or a named text with a pattern, wherever it occurs. */
interface SharedUse {
  shape: Sharable;
  io: SchemaSide;
  /** Names by its source, or, if there are none, by the tools that return it. */
  names: { components: string[]; implied: string[] };
  /** Tools that contain it, with the shapes that enclose it, outermost first. */
  places: { tool: string; around: readonly string[] }[];
  /** Whether an object has it in two properties, such as a sender and a recipient. */
  isTwice: boolean;
  descriptions: Set<unknown>;
}

/**
 * Returns the named objects, choices and texts that occur in several places, of which one is not
 * within another.
 * @param otherNames names that files of tools import for another purpose
 * @param filledOf arguments of a tool whose default zod fills in
 * @param keptFiles files of schemas that stay although a single place uses them
 */
export function sharedSchemas(
  tools: readonly ToolSpec[],
  otherNames: readonly string[] = [],
  filledOf: (tool: ToolSpec) => readonly string[] = () => [],
  keptFiles: ReadonlySet<string> = new Set(),
): SharedSchemas {
  const usesWithoutBases = usesIn(tools, new Map());
  const bases = basesIn(usesWithoutBases);
  const usesByKey = bases.size === 0 ? usesWithoutBases : usesIn(tools, bases);
  const constants = new Map<string, SharedName>();
  const takenNames = new Set(otherNames);
  const schemaHolder = ({ tool, around: enclosingKeys }: SharedUse['places'][number]) =>
    enclosingKeys.findLast((key) => constants.has(key)) ?? `tool ${tool}`;
  // Shapes that contain others are longer. The result does not depend on the order of tools.
  const byContent = [...usesByKey].toSorted(([a], [b]) => b.length - a.length || (a < b ? -1 : 1));
  for (const [key, { io, names, places, isTwice, descriptions }] of byContent) {
    const isShared = isTwice || new Set(places.map(schemaHolder)).size > 1;
    if (places.length === 0 || (!isShared && keptFiles.size === 0)) continue;
    const ownName = sharedName(names);
    // A shape with the name of its largest base has all members of the base.
    const isWhole = kebabCase(bases.get(key)?.name ?? '') === kebabCase(ownName);
    const name = isWhole ? `full ${ownName}` : ownName;
    const baseName = camelCase(name, 'Value');
    const sides = io === 'input' ? ['Input'] : ['Output', 'Summary'];
    const constant = [baseName, ...sides.map((side) => `${baseName}${side}`)].find(
      (candidate) => !takenNames.has(candidate),
    );
    if (constant === undefined) continue; // it is not shared
    // A file per constant, since one of a name can contain another of it, with a third in between.
    const file = kebabCase(constant === baseName ? name : constant);
    if (!isShared && !keptFiles.has(file)) continue;
    takenNames.add(constant);
    const [description, ...others] = descriptions;
    const isAlike = typeof description === 'string' && others.length === 0;
    constants.set(key, { constant, file, ...(isAlike && { description }) });
  }
  const nameInExtension: SharedNames = (shape, io) => {
    const base = isSharable(shape) ? bases.get(shapeKey(shape, io)) : undefined;
    const constant = base && constants.get(base.key);
    return constant && { ...constant, more: base.more };
  };
  const names: SharedNames = (shape, io) =>
    (isSharable(shape) ? constants.get(shapeKey(shape, io)) : undefined) ??
    nameInExtension(shape, io);
  const files = new Map<string, SharedConstant>();
  for (const [key, name] of constants) {
    const { shape, io } = usesByKey.get(key) ?? {};
    if (!shape || !io) continue;
    const nameInside: SharedNames = (innerShape, side) =>
      (innerShape === shape ? nameInExtension : names)(innerShape, side);
    const { description } = name;
    const start = `export const ${name.constant} = `;
    const source = sharedSource(shape, start, { io, shared: nameInside, description });
    files.set(name.file, { ...name, source });
  }
  const groups = argumentGroups(tools, filledOf, [...takenNames, ...files.keys()], keptFiles);
  for (const group of groups) files.set(group.file, groupConstant(group, names));
  return { names, groups, files };
}

/** An object that another one extends by a few properties. */
interface BaseShape {
  key: string;
  name: string;
  shape: ObjectShape;
  more: readonly PropertyShape[];
}

function usesIn(tools: readonly ToolSpec[], bases: ReadonlyMap<string, BaseShape>) {
  const usesByKey = new Map<string, SharedUse>();
  for (const tool of tools) {
    if (tool.outputSchema)
      collectUses(
        tool,
        'output',
        documentShape(tool.outputSchema, 'output').root,
        usesByKey,
        bases,
      );
    collectUses(tool, 'input', documentShape(tool.inputSchema, 'input').root, usesByKey, bases);
  }
  return usesByKey;
}

/**
 * Returns bases by the shapes that extend them: of results with the same name, the one with the
 * fewest additional properties.
 */
function basesIn(usesByKey: ReadonlyMap<string, SharedUse>): Map<string, BaseShape> {
  const objects = [...usesByKey].flatMap(([key, { shape, io, names, places }]) => {
    if (places.length === 0) return [];
    if (shape.kind !== 'object' || typeof shape.rest !== 'string' || io !== 'output') return [];
    const name = sharedName(names);
    const properties = new Set(shape.properties.map((property) => JSON.stringify(property)));
    return [{ key, shape, name, words: wordsOfName(name), properties }];
  });
  const bases = new Map<string, BaseShape>();
  for (const { key, shape, ...extendedObject } of objects) {
    const { size } = extendedObject.properties;
    const [base] = objects
      .filter(
        (candidate) =>
          candidate.properties.size < size &&
          candidate.properties.size * 2 > size &&
          candidate.shape.rest === shape.rest &&
          candidate.words.every((nameWord) => extendedObject.words.includes(nameWord)) &&
          // Added members follow the others, as in the list of tools that the tests compare.
          [...extendedObject.properties].slice(0, candidate.properties.size).join() ===
            [...candidate.properties].join(),
      )
      .sort((a, b) => b.properties.size - a.properties.size || (a.key < b.key ? -1 : 1));
    if (!base) continue;
    const furtherProperties = shape.properties.filter(
      (property) => !base.properties.has(JSON.stringify(property)),
    );
    bases.set(key, { key: base.key, name: base.name, shape: base.shape, more: furtherProperties });
  }
  return bases;
}

/** Adds the uses in the arguments or in the result of a tool. */
function collectUses(
  tool: ToolSpec,
  io: SchemaSide,
  root: Shape,
  usesByKey: Map<string, SharedUse>,
  bases: ReadonlyMap<string, BaseShape>,
): void {
  const visit = (
    shape: Shape,
    enclosing: readonly string[],
    implied: string,
    isTwice = false,
    description = shape.notes.description,
  ) => {
    let innerKeys = enclosing;
    if (isSharable(shape) && !usesDefinition(shape)) {
      const key = shapeKey(shape, io);
      const use = usesByKey.get(key) ?? newUse(shape, io);
      usesByKey.set(key, use);
      // A part without a name, such as the items of a list, may be the constant of others.
      use.descriptions.add(description);
      const name = shape.component ?? implied;
      const isNamed = name !== '';
      if (isNamed) {
        use.places.push({ tool: tool.name, around: enclosing });
        use.isTwice ||= isTwice;
        (shape.component === undefined ? use.names.implied : use.names.components).push(name);
        innerKeys = [...enclosing, key];
      }
      const base = isNamed ? bases.get(key) : undefined;
      if (base) {
        visit(base.shape, innerKeys, base.name);
        for (const { shape: furtherShape } of base.more) visit(furtherShape, innerKeys, '');
        return;
      }
    }
    const innerParts = innerShapes(shape);
    const names = innerParts.map(shapeComponent);
    const members = shape.kind === 'object' ? shape.properties : [];
    for (const [index, inner] of innerParts.entries()) {
      const name = names[index];
      const isRepeated = name !== undefined && names.indexOf(name) !== names.lastIndexOf(name);
      const outer = shape.kind === 'nullable' ? shape.notes.description : undefined;
      const isRepeatedInside = isRepeated || (!isSharable(shape) && isTwice);
      const ownName = shape.kind === 'nullable' ? implied : '';
      const innerName = members[index] ? largeMemberName(tool, members[index], io) : ownName;
      visit(inner, innerKeys, innerName, isRepeatedInside, inner.notes.description ?? outer);
    }
  };
  if (io === 'input' || root.kind !== 'object') return visit(root, [], '');
  const { around: enclosing, content, name } = resultContent(tool, root);
  visit(root, [], enclosing);
  if (content) visit(content, [], name);
}

/**
 * Returns the content of a result, with its name: `get_order` returns an order, in `data` or
 * without it, and `orders` is a list of orders. `around` is the name of the whole result.
 */
function resultContent(
  { name: tool }: ToolSpec,
  root: ObjectShape,
): { around: string; content?: Shape; name: string } {
  const result = resultName(tool);
  const members = root.properties.filter(({ name }) => !pageProperties.includes(name));
  const isOnly = members.length === 1 && members[0]?.shape.kind === 'array';
  // Beside the content, such a result has facts about it, such as the number of all items.
  const envelope = isOnly ? members[0] : members.find(({ name }) => isGenericName(name));
  const inner = envelope && withoutNull(envelope.shape);
  if (!inner || (inner.kind !== 'array' && inner.kind !== 'object'))
    return { around: result, name: result };
  const isList = inner.kind === 'array';
  // `list_orders` returns orders, and `find_old` does not return olds.
  const isNoun = isList ? singular(result) !== result : result !== '';
  const name = singular(isGenericName(envelope.name) && isNoun ? result : envelope.name);
  return { around: '', content: isList ? inner.items : inner, name };
}

const isGenericName = (name: string): boolean => GENERIC_NAMES.has(singular(name));

const withoutNull = (shape: Shape): Shape => (shape.kind === 'nullable' ? shape.inner : shape);

/** Length of the key of a member that is hard to read in each tool that has it. */
const LARGE_MEMBER = 600;

/**
 * Returns the name of a large object from that of the member that has it; empty for others, which
 * are read where they are.
 */
function largeMemberName(
  { name: tool }: ToolSpec,
  { name, shape }: PropertyShape,
  io: SchemaSide,
): string {
  const inner = withoutNull(shape);
  if (inner.kind !== 'object' || shapeKey(inner, io).length < LARGE_MEMBER) return '';
  return isGenericName(name) ? resultName(tool) : name;
}

const newUse = (shape: Sharable, io: SchemaSide): SharedUse => ({
  shape,
  io,
  names: { components: [], implied: [] },
  places: [],
  isTwice: false,
  descriptions: new Set(),
});

/** Returns the noun for a tool's result, from its name: `get_me` returns a user. */
function resultName(tool: string): string {
  const name = toolNoun(tool).replaceAll('_', ' ');
  return name === 'me' ? 'user' : name;
}

function sharedName({ components, implied: impliedNames }: SharedUse['names']): string {
  const specificNames = impliedNames.filter((candidate) => !GENERIC_NAMES.has(candidate));
  return shortest(components) ?? shortest(specificNames) ?? shortest(impliedNames) ?? '';
}

/** Returns the shortest name; of names with equal length, the alphabetically first, so that the choice is stable. */
const shortest = (names: readonly string[]): string | undefined =>
  names.toSorted((a, b) => a.length - b.length || (a < b ? -1 : 1))[0];

/** Returns the component of a shareable shape, even if it may be absent or is in a list. */
function shapeComponent(shape: Shape): string | undefined {
  if (isSharable(shape)) return shape.component;
  const [inner, ...otherShapes] = innerShapes(shape);
  return inner && otherShapes.length === 0 ? shapeComponent(inner) : undefined;
}

const isSharable = (shape: Shape): shape is Sharable =>
  shape.kind === 'choice' ||
  (shape.kind === 'string' && shape.component !== undefined && shape.pattern !== undefined) ||
  (shape.kind === 'object' && shape.properties.length > 1);

/** The keys of shapes, which are long, and of which several passes ask. */
const keys: Readonly<Record<SchemaSide, WeakMap<Sharable, string>>> = {
  input: new WeakMap(),
  output: new WeakMap(),
};

/** Returns a key that is equal for shapes with the same code. */
function shapeKey(shape: Sharable, io: SchemaSide): string {
  const key =
    keys[io].get(shape) ??
    JSON.stringify([
      omit<unknown>({ ...shape }, ['component', 'notes']),
      shape.kind === 'object' && io,
    ]);
  keys[io].set(shape, key);
  return key;
}
