import type { Schema } from './json-schema.js';

/** Characters of the arguments of a large tool in `tools/list`: about 2,000 tokens. */
const MOST_SHOWN = 8_000;
const DEEPEST = 5;

/** Whether arguments have more than about 10,000 tokens, which each conversation would pay for. */
export const isLarge = (inputSchema: object): boolean =>
  JSON.stringify(inputSchema).length > 40_000;

/** The tool that has the complete arguments of the large tools of a provider. */
export const DESCRIBER = 'describe_tool';

export const DESCRIBES =
  'The complete arguments of a tool that is listed without their deep levels.';

/** In the descriptions of large tools. */
export const HAS_DEEP_LEVELS = `${DESCRIBER} has the deep levels of its arguments.`;

/** The schema of arguments, with as many of its levels as a list of tools has room for. */
export function firstLevels(schema: Schema): Schema {
  let reduced = cutBelow(1, schema, schema);
  // Upwards: references within each other have no end.
  for (let depth = 2; depth <= DEEPEST; depth++) {
    const more = cutBelow(depth, schema, schema);
    if (JSON.stringify(more).length > MOST_SHOWN) break;
    reduced = more;
  }
  return reduced;
}

const LISTS = ['anyOf', 'oneOf', 'allOf', 'prefixItems'];
const SINGLE = ['items', 'additionalProperties'];

/** Levels are those of objects, lists, branches and references. */
function cutBelow(depth: number, schema: Schema, root: Schema): Schema {
  const { $ref, ...own } = schema;
  if (typeof $ref === 'string') {
    const definitions = (root.$defs ?? {}) as Record<string, Schema>;
    const target = definitions[$ref.replace('#/$defs/', '')] ?? {};
    return cutBelow(depth, { ...target, ...own }, root);
  }
  const isNested = ['properties', ...LISTS, ...SINGLE].some((key) => typeof own[key] === 'object');
  if (!isNested) return own;
  if (depth === 0) return typeOf(own);
  const below = (value: unknown) => cutBelow(depth - 1, value as Schema, root);
  const members = Object.entries(own).filter(([key]) => key !== '$defs');
  return Object.fromEntries(
    members.map(([key, value]) => {
      if (key === 'properties') return [key, mapped(value as Record<string, Schema>, below)];
      if (LISTS.includes(key)) return [key, (value as Schema[]).map(below)];
      return [key, SINGLE.includes(key) && typeof value === 'object' ? below(value) : value];
    }),
  );
}

const mapped = (schemas: Readonly<Record<string, Schema>>, below: (one: Schema) => Schema) =>
  Object.fromEntries(Object.entries(schemas).map(([name, one]) => [name, below(one)]));

/** Clients reject a list without a schema of its items. */
const typeOf = ({ type, description }: Schema): Schema => ({
  ...(type !== undefined && { type }),
  ...([type].flat().includes('array') && { items: {} }),
  ...(description !== undefined && { description }),
});
