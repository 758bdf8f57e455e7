import {
  type JsonSchemaObject,
  type Subschema,
  subschemas,
} from '../../call/schema/json-schema.js';
import { argumentWarning } from '../../utils/argument-names.js';
import {
  DESCRIPTION_SHOWN,
  firstExceededLimit,
  limitProblem,
  MAX_TOKENS,
  MAX_TOOLS,
  REFUSAL_LIMITS,
  SHORTENING_LIMITS,
  UNCHANGED_NAME,
} from '../../utils/client-limits.js';

/** A tool as `tools/list` has it. */
interface ShownTool {
  name: string;
  description?: string | undefined;
  inputSchema: JsonSchemaObject;
}

/**
 * `refused`: a client loses the tool, or the whole session. `advice`: some client shows less, or a
 * name is doubtful.
 */
export interface Finding {
  effect: 'refused' | 'advice';
  /** Absent: it is about all tools together. */
  tool?: string;
  text: string;
}

/** The tools of a provider as clients list them. */
export interface ListedTools {
  provider: string;
  tools: readonly ShownTool[];
  /** Whether clients get a few tools that find all others. */
  isSearched: boolean;
  /** Returns the arguments of a tool that only look like a secret or a user, each with the reason. */
  exempt(tool: string): Readonly<Record<string, string>>;
}

/** Limits of clients that the tools of one provider exceed, and points for a reviewer. */
export function findingsIn({ provider, tools, isSearched, exempt }: ListedTools): Finding[] {
  const findings = tools.flatMap((tool) => findingsOfTool(provider, tool, exempt(tool.name)));
  if (isSearched) return findings;
  const advise = (text: string) => findings.push({ effect: 'advice', text });
  const tokens = tools.reduce((sum, tool) => sum + tokensOf(tool), 0);
  if (tools.length > MAX_TOOLS)
    advise(
      `The provider has ${tools.length} tools, and some clients omit those after ${MAX_TOOLS}. Set "surface: search" in provider-config.yaml.`,
    );
  if (tokens > MAX_TOKENS.provider)
    advise(
      `The definitions have about ${tokens} tokens; the recommended maximum is ${MAX_TOKENS.provider}.`,
    );
  return findings;
}

function findingsOfTool(
  provider: string,
  tool: ShownTool,
  exempt: Readonly<Record<string, string>>,
): Finding[] {
  const { name, description = '', inputSchema } = tool;
  const findings: Finding[] = [];
  const add = (effect: Finding['effect'], text: string) =>
    findings.push({ effect, tool: name, text });
  const refusalLimit = firstExceededLimit(REFUSAL_LIMITS, provider, name);
  const cut = firstExceededLimit(SHORTENING_LIMITS, provider, name);
  if (refusalLimit) add('refused', `The tool name ${limitProblem(refusalLimit)}.`);
  else if (cut) add('advice', `The tool name ${limitProblem(cut)}.`);
  if (!UNCHANGED_NAME.test(name))
    add('advice', 'The tool name is not in snake_case; some clients change it.');
  if (description.length > DESCRIPTION_SHOWN)
    add(
      'advice',
      `The description has ${description.length} characters; clients show ${DESCRIPTION_SHOWN}.`,
    );
  if (tokensOf(tool) > MAX_TOKENS.tool)
    add(
      'advice',
      `The definition has about ${tokensOf(tool)} tokens; the recommended maximum is ${MAX_TOKENS.tool}.`,
    );
  for (const part of subschemas(inputSchema)) {
    const at =
      part.pointer === '#'
        ? 'The input schema'
        : `"${part.pointer.replace(/^#\/properties\//, '')}"`;
    for (const { effect, what, isIn } of FEATURES)
      if (isIn(part)) add(effect, `${at} has ${what}.`);
    if (isArgument(part) && !part.schema.description)
      add('advice', `The argument ${at} has no description.`);
    const { property = '', schema } = part;
    const doubt = argumentWarning(property, schema);
    if (doubt !== undefined && !Object.hasOwn(exempt, property))
      add('advice', `The argument ${at} ${doubt}.`);
  }
  return findings;
}

/** Average of English text and JSON. */
const CHARACTERS_PER_TOKEN = 4;

const tokensOf = ({ name, description = '', inputSchema }: ShownTool) =>
  Math.ceil(
    JSON.stringify({ name, description, input_schema: inputSchema }).length / CHARACTERS_PER_TOKEN,
  );

const isArgument = ({ pointer }: Subschema) => /^#\/properties\/[^/]*$/.test(pointer);
const typesOf = ({ type }: JsonSchemaObject): unknown[] => [type ?? []].flat();
const listAt = (schema: JsonSchemaObject, key: string): JsonSchemaObject[] =>
  Array.isArray(schema[key]) ? (schema[key] as JsonSchemaObject[]) : [];
const branches = (schema: JsonSchemaObject) => [
  ...listAt(schema, 'anyOf'),
  ...listAt(schema, 'oneOf'),
];
const isNull = ({ type }: JsonSchemaObject) => type === 'null';
const TYPING = ['type', 'enum', 'const', '$ref', 'not', 'anyOf', 'oneOf', 'allOf'];
const COMBINATORS = ['oneOf', 'anyOf', 'allOf', 'not', 'enum', 'if', 'then', 'else'];
const isTyped = (schema: JsonSchemaObject) => TYPING.some((key) => key in schema);
const isUntyped = (value: unknown) =>
  typeof value === 'object' && value !== null && !isTyped(value as JsonSchemaObject);
const referenceIn = ({ $ref }: JsonSchemaObject) => (typeof $ref === 'string' ? $ref : '#');
const hasProperty = ({ properties }: JsonSchemaObject, name: unknown) =>
  Object.hasOwn((properties as object | undefined) ?? {}, String(name));

interface Feature {
  effect: Finding['effect'];
  what: string;
  isIn(part: Subschema): boolean;
}

/** Features of JSON Schema that some client does not accept. Sources: docs/clients. */
const FEATURES: readonly Feature[] = [
  {
    effect: 'refused',
    what: 'a choice at its root, which the APIs behind clients reject: use one z.object({ … })',
    isIn: ({ schema, pointer }) => pointer === '#' && COMBINATORS.some((key) => key in schema),
  },
  {
    effect: 'refused',
    what: 'an array without a schema for its items',
    isIn: ({ schema }) =>
      typesOf(schema).includes('array') && !('items' in schema) && !('prefixItems' in schema),
  },
  {
    effect: 'refused',
    what: 'a name in "required" without a property',
    isIn: ({ schema }) => listAt(schema, 'required').some((name) => !hasProperty(schema, name)),
  },
  {
    effect: 'refused',
    what: 'a name with characters other than A-Z, a-z, 0-9, "_", "." and "-"',
    isIn: (part) => isArgument(part) && !/^[\w.-]{1,64}$/.test(part.property ?? ''),
  },
  {
    effect: 'refused',
    what: 'a reference to another document',
    isIn: ({ schema }) => !referenceIn(schema).startsWith('#'),
  },
  {
    effect: 'advice',
    what: 'a reference to a place outside "$defs"',
    isIn: ({ schema }) =>
      /^#.+/.test(referenceIn(schema)) && !referenceIn(schema).startsWith('#/$defs/'),
  },
  {
    effect: 'advice',
    what: 'an array of untyped items',
    isIn: ({ schema: { items } }) => isUntyped(items),
  },
  {
    effect: 'advice',
    what: 'a type that combines several types or null',
    isIn: ({ schema }) =>
      typesOf(schema).length > 1 ||
      (branches(schema).length === 2 && branches(schema).some(isNull)),
  },
  {
    effect: 'advice',
    what: 'a union of several schemas',
    isIn: ({ schema, pointer }) =>
      pointer !== '#' && branches(schema).filter((branch) => !isNull(branch)).length > 1,
  },
  {
    effect: 'advice',
    what: 'an enum with values other than strings',
    isIn: ({ schema }) => listAt(schema, 'enum').some((value) => typeof value !== 'string'),
  },
  {
    effect: 'advice',
    what: 'a tuple',
    isIn: ({ schema }) => 'prefixItems' in schema || Array.isArray(schema.items),
  },
  {
    effect: 'advice',
    what: 'untyped additional properties',
    isIn: ({ schema }) => isUntyped(schema.additionalProperties),
  },
  {
    effect: 'advice',
    what: 'no type',
    isIn: ({ schema, property }) => property !== undefined && !isTyped(schema),
  },
];
