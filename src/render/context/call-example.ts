import type { ListedTool } from '../../../runtime/src/call/lists.js';
import { sampleArguments, sampleValue } from '../../codegen/sample/sample.js';
import { isWritten, kindOf } from '../../kinds/kind-of.js';
import type { ObjectSchema } from '../../model/json-schema.js';
import { schemaProblems } from '../../model/json-schema/problems.js';
import { isRecord, omit } from '../../model/json-schema/subschemas.js';
import type { ToolCase } from '../../model/kind.js';
import { aboutThePage, type ProviderSpec, type ToolSpec } from '../../model/spec.js';
import { cutToWidth } from '../../model/text-width.js';
import { callLine } from '../commands.js';
import { servedTools } from '../listed.js';

/** Characters of a result that are shown, where it is made up; lines of one that the tests state. */
const MOST_SHOWN = 300;
const MOST_LINES = 12;

/** What an example shows of a provider. */
type Exemplified = Pick<ProviderSpec, 'name' | 'kind' | 'origin' | 'surface' | 'tools'>;

/**
 * A call of a tool that is written with its result, and the file that describes all arguments, as Markdown; empty where
 * there are no tools. It is the first one that only reads, or else the first that destroys nothing.
 */
export function callExample(spec: Exemplified, { cli }: { cli: string }): string {
  const kind = kindOf(spec.kind);
  const served = servedTools(spec);
  if (served.length + spec.tools.length === 0) return '';
  const tools = [...served, ...spec.tools.filter((one) => isWritten(one, kind))];
  const tool =
    tools.find(({ annotations }) => annotations?.readOnlyHint) ??
    tools.find(({ annotations }) => annotations?.destructiveHint === false);
  // Clients that search do not call it by its name.
  const call = tool && spec.surface !== 'search' ? exampleOf(spec, tool) : undefined;
  const path = `tests/${spec.name}.tools.txt`;
  return [
    ...(call ? [`\`\`\`console\n$ ${cli} ${call.words}\n${call.result}\`\`\``] : []),
    `Types, bounds and defaults of all arguments, and the results: [${path}](${path}).`,
  ].join('\n\n');
}

/** With the required arguments and those of its sample; undefined where no example fits the schemas. */
function exampleOf(spec: Exemplified, { name, ...schemas }: ListedTool | ToolSpec) {
  // As the definition of a tool has them.
  const { inputSchema, outputSchema } = schemas as Pick<ToolSpec, 'inputSchema' | 'outputSchema'>;
  const kind = kindOf(spec.kind);
  const exampleTool = spec.tools.find((tool) => tool.name === name);
  const { required = [] } = inputSchema;
  // A function of own code computes its result, and a database has rows.
  const cases = exampleTool ? [kind.test.toolCase?.(exampleTool) ?? []].flat() : [];
  const isDefault = (key: string, value: unknown) => {
    const property = inputSchema.properties?.[key];
    return isRecord(property) && property.default === value;
  };
  const isPlain = ({ arguments: all }: ToolCase) =>
    Object.entries(isRecord(all) ? all : {}).every(
      ([key, value]) => required.includes(key) || isDefault(key, value),
    );
  const exact = kind.spec.tool
    ? cases.find((one) => one.result !== undefined && !one.request && isPlain(one))
    : undefined;
  const example = kind.spec.tool ? exact : cases[0];
  const args = isRecord(example?.arguments)
    ? example.arguments
    : required.length === 0
      ? {}
      : schemaProblems(inputSchema).length === 0 &&
        sampleArguments({
          inputSchema,
          ...(exampleTool?.sample && { sample: exampleTool.sample }),
        });
  const given = exact
    ? required
    : [...new Set([...required, ...Object.keys(exampleTool?.sample ?? {})])];
  if (!args || !given.every((key) => isOneLine(args[key]))) return undefined;
  const isSampled = outputSchema !== undefined && schemaProblems(outputSchema).length === 0;
  const result =
    example?.result ??
    kind.serve?.exampleResults?.[name] ??
    (isSampled ? sampleValue(withoutPages(outputSchema)) : undefined);
  if (result === undefined) return undefined;
  const shownArguments = Object.fromEntries(given.map((key) => [key, args[key]]));
  return {
    words: callLine(name, shownArguments, '--provider', spec.name),
    result: exact ? printed(result) : shown(result),
  };
}

/** A line break in a value could end the block. */
const isOneLine = (value: unknown) =>
  value !== undefined && !(typeof value === 'string' && /[\r\n]/.test(value));

/** What a page of rows says only where there are more. */
const withoutPages = (schema: ObjectSchema): ObjectSchema =>
  schema.properties?.truncated === undefined
    ? schema
    : { ...schema, properties: omit(schema.properties, aboutThePage) };

/** As the command prints it. */
function printed(result: unknown): string {
  const lines = JSON.stringify(result, null, 2).split('\n');
  return [...lines.slice(0, MOST_LINES), ...(lines.length > MOST_LINES ? ['…'] : []), ''].join(
    '\n',
  );
}

/** As JSON, of which a long result has the outline. */
function shown(result: unknown): string {
  const outlines = OUTLINES.map(({ depth, members }) => outline(result, depth, members));
  const text = outlines.find(({ length }) => length <= MOST_SHOWN) ?? outlines.at(-1) ?? '';
  return `${cutToWidth(text, MOST_SHOWN)}\n`;
}

/** The first that is short enough shows a result; the items of a list are at depth 3. */
const OUTLINES = [
  { depth: Infinity, members: Infinity },
  { depth: 4, members: Infinity },
  { depth: 3, members: Infinity },
  { depth: 3, members: 6 },
  { depth: 3, members: 3 },
];

function outline(value: unknown, depth: number, members: number): string {
  const inner = (one: unknown) => outline(one, depth - 1, members);
  const some = (all: string[]) => [
    ...all.slice(0, members),
    ...(all.length > members ? ['…'] : []),
  ];
  if (Array.isArray(value)) return depth === 0 ? '[…]' : `[${some(value.map(inner)).join(',')}]`;
  if (!isRecord(value)) return JSON.stringify(value);
  const all = Object.entries(value).map(([key, one]) => `${JSON.stringify(key)}:${inner(one)}`);
  return depth === 0 ? '{…}' : `{${some(all).join(',')}}`;
}
