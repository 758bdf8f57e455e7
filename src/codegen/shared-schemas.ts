import { omit } from '../model/json-schema/subschemas.js';
import { camelCase, kebabCase, words } from '../model/names.js';
import { singular } from '../model/singular.js';
import { aboutThePage, type ToolSpec } from '../model/spec.js';
import { type SharedName, type SharedNames, sharedSource, type ZodSource } from './print/zod.js';
import { documentShape } from './shape/document-shape.js';
import {
  innerShapes,
  type Io,
  type ObjectShape,
  type PropertyShape,
  type Shape,
  usesDefinition,
} from './shape/shape.js';

/** What several tools of a provider have in common. */
export interface SharedSchemas {
  names: SharedNames;
  /** Constants of the directory `schemas`, by file. */
  files: ReadonlyMap<string, readonly SharedConstant[]>;
}

export interface SharedConstant extends SharedName {
  source: Omit<ZodSource, 'declarations'>;
}

type Sharable = ObjectShape | Extract<Shape, { kind: 'choice' | 'string' }>;

/** An object, a choice or a text of some form, wherever it is. */
interface Use {
  shape: Sharable;
  io: Io;
  /** In the terms of its source; without them, in those of the tools that return it. */
  names: { components: string[]; implied: string[] };
  /** Each tool with it, and what is around it there, from the outside in. */
  places: { tool: string; around: readonly string[] }[];
  /** Some object has it in two properties: a sender and a recipient. */
  isTwice: boolean;
  descriptions: Set<unknown>;
}

/**
 * The named objects, choices and texts in more than one place, of which one is not within another.
 * @param others names that files of tools import for something else
 */
export function sharedSchemas(
  tools: readonly ToolSpec[],
  others: readonly string[] = [],
): SharedSchemas {
  const bases = basesIn(usesIn(tools, new Map()));
  const uses = usesIn(tools, bases);
  const constants = new Map<string, SharedName>();
  const taken = new Set(others);
  const holderOf = ({ tool, around }: Use['places'][number]) =>
    around.findLast((key) => constants.has(key)) ?? `tool ${tool}`;
  // What contains others is longer. The order of tools changes nothing.
  const byContent = [...uses].toSorted(([a], [b]) => b.length - a.length || (a < b ? -1 : 1));
  for (const [key, { io, names, places, isTwice, descriptions }] of byContent) {
    if (!isTwice && new Set(places.map(holderOf)).size < 2) continue;
    const ownName = nameOf(names);
    // What is called like the most of it has all of it.
    const isWhole = kebabCase(bases.get(key)?.name ?? '') === kebabCase(ownName);
    const name = isWhole ? `full ${ownName}` : ownName;
    const plain = camelCase(name, 'Value');
    const constant = [plain, `${plain}${io === 'input' ? 'Input' : 'Output'}`].find(
      (each) => !taken.has(each),
    );
    if (constant === undefined) continue; // it stays in place
    taken.add(constant);
    const [description, ...others] = descriptions;
    const isAlike = typeof description === 'string' && others.length === 0;
    constants.set(key, { constant, file: kebabCase(name), ...(isAlike && { description }) });
  }
  const extended: SharedNames = (shape, io) => {
    const base = isSharable(shape) ? bases.get(keyOf(shape, io)) : undefined;
    const constant = base && constants.get(base.key);
    return constant && { ...constant, more: base.more };
  };
  const names: SharedNames = (shape, io) =>
    (isSharable(shape) ? constants.get(keyOf(shape, io)) : undefined) ?? extended(shape, io);
  const files = new Map<string, SharedConstant[]>();
  for (const [key, name] of constants) {
    const { shape, io } = uses.get(key) ?? {};
    if (!shape || !io) continue;
    const inside: SharedNames = (each, side) => (each === shape ? extended : names)(each, side);
    const { description } = name;
    const start = `export const ${name.constant} = `;
    const source = sharedSource(shape, start, { io, shared: inside, description });
    files.set(name.file, [...(files.get(name.file) ?? []), { ...name, source }]);
  }
  return { names, files };
}

/** An object that another one extends by a few properties. */
interface Base {
  key: string;
  name: string;
  shape: ObjectShape;
  more: readonly PropertyShape[];
}

function usesIn(tools: readonly ToolSpec[], bases: ReadonlyMap<string, Base>) {
  const uses = new Map<string, Use>();
  for (const tool of tools) {
    if (tool.outputSchema)
      collect(tool, 'output', documentShape(tool.outputSchema, 'output').root, uses, bases);
    collect(tool, 'input', documentShape(tool.inputSchema, 'input').root, uses, bases);
  }
  return uses;
}

/** By what extends them: of results that are called alike, the one that leaves least to add. */
function basesIn(uses: ReadonlyMap<string, Use>): Map<string, Base> {
  const objects = [...uses].flatMap(([key, { shape, io, names }]) => {
    if (shape.kind !== 'object' || typeof shape.rest !== 'string' || io !== 'output') return [];
    const name = nameOf(names);
    const properties = new Set(shape.properties.map((each) => JSON.stringify(each)));
    return [{ key, shape, name, words: words(name), properties }];
  });
  const bases = new Map<string, Base>();
  for (const { key, shape, ...whole } of objects) {
    const { size } = whole.properties;
    const [base] = objects
      .filter(
        (each) =>
          each.properties.size < size &&
          each.properties.size * 2 > size &&
          each.shape.rest === shape.rest &&
          each.words.every((word) => whole.words.includes(word)) &&
          [...each.properties].every((property) => whole.properties.has(property)),
      )
      .sort((a, b) => b.properties.size - a.properties.size || (a.key < b.key ? -1 : 1));
    if (!base) continue;
    const more = shape.properties.filter((each) => !base.properties.has(JSON.stringify(each)));
    bases.set(key, { key: base.key, name: base.name, shape: base.shape, more });
  }
  return bases;
}

/** Adds the uses in the arguments or in the result of a tool. */
function collect(
  tool: ToolSpec,
  io: Io,
  root: Shape,
  uses: Map<string, Use>,
  bases: ReadonlyMap<string, Base>,
): void {
  const visit = (
    shape: Shape,
    around: readonly string[],
    implied: string,
    isTwice = false,
    description = shape.notes.description,
  ) => {
    let within = around;
    const name = isSharable(shape) ? (shape.component ?? implied) : '';
    if (isSharable(shape) && name !== '' && !usesDefinition(shape)) {
      const key = keyOf(shape, io);
      const use = uses.get(key) ?? newUse(shape, io);
      use.places.push({ tool: tool.name, around });
      use.descriptions.add(description);
      use.isTwice ||= isTwice;
      (shape.component === undefined ? use.names.implied : use.names.components).push(name);
      uses.set(key, use);
      within = [...around, key];
      const base = bases.get(key);
      if (base) {
        visit(base.shape, within, base.name);
        for (const { shape: more } of base.more) visit(more, within, '');
        return;
      }
    }
    const inside = innerShapes(shape);
    const names = inside.map(componentOf);
    for (const [index, inner] of inside.entries()) {
      const name = names[index];
      const isRepeated = name !== undefined && names.indexOf(name) !== names.lastIndexOf(name);
      const outer = shape.kind === 'nullable' ? shape.notes.description : undefined;
      const isAgain = isRepeated || (!isSharable(shape) && isTwice);
      visit(inner, within, '', isAgain, inner.notes.description ?? outer);
    }
  };
  if (io === 'input' || root.kind !== 'object') return visit(root, [], '');
  // `get_order` returns an order, and `orders` are a list of them.
  const [list, ...others] = root.properties.filter(({ name }) => !aboutThePage.includes(name));
  const items = list?.shape.kind === 'array' && others.length === 0 ? list.shape.items : undefined;
  visit(root, [], items ? '' : resultName(tool.name));
  if (list && items) visit(items, [], singular(list.name));
}

const newUse = (shape: Sharable, io: Io): Use => ({
  shape,
  io,
  names: { components: [], implied: [] },
  places: [],
  isTwice: false,
  descriptions: new Set(),
});

/** Names of what any list contains, which `get_document` knows better. */
export const SAYS_NOTHING: ReadonlySet<string> = new Set(
  'data element entry found hit item match object record result row value'.split(' '),
);

/** What a tool returns, in the terms of its name: `get_me` returns a user. */
function resultName(tool: string): string {
  const name = words(tool).slice(1).join(' ');
  return name === 'me' ? 'user' : name;
}

function nameOf({ components, implied }: Use['names']): string {
  const telling = implied.filter((each) => !SAYS_NOTHING.has(each));
  return shortest(components) ?? shortest(telling) ?? shortest(implied) ?? '';
}

/** The shortest name; among names of equal length the first in the alphabet, so that the choice is stable. */
const shortest = (names: readonly string[]): string | undefined =>
  names.toSorted((a, b) => a.length - b.length || (a < b ? -1 : 1))[0];

/** Of what can be shared, also where it may be absent or is in a list. */
function componentOf(shape: Shape): string | undefined {
  if (isSharable(shape)) return shape.component;
  const [inner, ...others] = innerShapes(shape);
  return inner && others.length === 0 ? componentOf(inner) : undefined;
}

const isSharable = (shape: Shape): shape is Sharable =>
  shape.kind === 'choice' ||
  (shape.kind === 'string' && shape.component !== undefined && shape.pattern !== undefined) ||
  (shape.kind === 'object' && shape.properties.length > 1);

/** Equal for shapes whose code is the same. */
function keyOf(shape: Sharable, io: Io): string {
  return JSON.stringify([
    omit<unknown>({ ...shape }, ['component', 'notes']),
    shape.kind === 'object' && io,
  ]);
}
