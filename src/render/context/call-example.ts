import type { ListedTool } from '../../../runtime/src/call/lists.js';
import { sampleArguments, sampleValue } from '../../codegen/sample/sample.js';
import { canWriteCall, kindOf } from '../../kinds/kind-of.js';
import type { ObjectSchema } from '../../model/json-schema.js';
import { schemaProblems } from '../../model/json-schema/problems.js';
import { isRecord, omit } from '../../model/json-schema/subschemas.js';
import type { ToolCase } from '../../model/kind.js';
import { aboutThePage, type ProviderSpec, type ToolSpec } from '../../model/spec.js';
import { cutToWidth } from '../../model/text-width.js';
import { callLine } from '../commands.js';
import { servedTools } from '../listed.js';

/** Maximum length of a generated result in characters, and of a result that the tests state in lines. */
const MOST_SHOWN = 300;
const MOST_LINES = 12;

/** The parts of a provider that an example shows. */
type ExampleSpec = Pick<ProviderSpec, 'name' | 'kind' | 'origin' | 'surface' | 'tools'>;

/**
 * A call of a tool with its result, and the file that describes all arguments, as Markdown; empty
 * if there are no tools. The tool is the first one that only reads, or else the first one that
 * destroys nothing.
 */
export function callExample(spec: ExampleSpec, { cli }: { cli: string }): string {
  const kind = kindOf(spec.kind);
  const servedToolList = servedTools(spec);
  if (servedToolList.length + spec.tools.length === 0) return '';
  const tools = [
    ...servedToolList,
    ...spec.tools.filter((candidate) => canWriteCall(candidate, kind)),
  ];
  const tool =
    tools.find(({ annotations }) => annotations?.readOnlyHint) ??
    tools.find(({ annotations }) => annotations?.destructiveHint === false);
  // Clients that search do not call the tool by its name.
  const call = tool && spec.surface !== 'search' ? exampleOf(spec, tool) : undefined;
  const path = `tests/${spec.name}.tools.txt`;
  return [
    ...(call ? [`\`\`\`console\n$ ${cli} ${call.words}\n${call.result}\`\`\``] : []),
    `Types, bounds and defaults of all arguments, and the results: [${path}](${path}).`,
  ].join('\n\n');
}

/** An example with the required arguments and those of the sample; undefined if none fits the schemas. */
function exampleOf(spec: ExampleSpec, { name, ...schemas }: ListedTool | ToolSpec) {
  // The schemas have the form of a tool definition.
  const { inputSchema, outputSchema } = schemas as Pick<ToolSpec, 'inputSchema' | 'outputSchema'>;
  const kind = kindOf(spec.kind);
  const exampleTool = spec.tools.find((tool) => tool.name === name);
  const { required = [] } = inputSchema;
  // Custom code computes its result, and a database has rows.
  const cases = exampleTool ? [kind.test.toolCase?.(exampleTool) ?? []].flat() : [];
  const isDefault = (key: string, value: unknown) => {
    const property = inputSchema.properties?.[key];
    return isRecord(property) && property.default === value;
  };
  const isPlain = ({ arguments: caseArguments }: ToolCase) =>
    Object.entries(isRecord(caseArguments) ? caseArguments : {}).every(
      ([key, value]) => required.includes(key) || isDefault(key, value),
    );
  const exact = kind.spec.tool
    ? cases.find(
        (candidate) => candidate.result !== undefined && !candidate.request && isPlain(candidate),
      )
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
  const exampleArguments = exact
    ? required
    : [...new Set([...required, ...Object.keys(exampleTool?.sample ?? {})])];
  if (!args || !exampleArguments.every((key) => isOneLine(args[key]))) return undefined;
  const isSampled = outputSchema !== undefined && schemaProblems(outputSchema).length === 0;
  const result =
    example?.result ??
    kind.serve?.exampleResults?.[name] ??
    (isSampled ? sampleValue(withoutPages(outputSchema)) : undefined);
  if (result === undefined) return undefined;
  const shownArguments = Object.fromEntries(exampleArguments.map((key) => [key, args[key]]));
  return {
    words: callLine(name, shownArguments, '--provider', spec.name),
    result: exact ? printedResult(result) : shownResult(result),
  };
}

/** A line break in a value could end the Markdown block. */
const isOneLine = (value: unknown) =>
  value !== undefined && !(typeof value === 'string' && /[\r\n]/.test(value));

/** Members of a page that are only interesting if there are more pages. */
const withoutPages = (schema: ObjectSchema): ObjectSchema =>
  schema.properties?.truncated === undefined
    ? schema
    : { ...schema, properties: omit(schema.properties, aboutThePage) };

/** A result as the command prints it. */
function printedResult(result: unknown): string {
  const lines = JSON.stringify(result, null, 2).split('\n');
  return [...lines.slice(0, MOST_LINES), ...(lines.length > MOST_LINES ? ['…'] : []), ''].join(
    '\n',
  );
}

/** A result as JSON; a long one is an outline. */
function shownResult(result: unknown): string {
  const outlines = OUTLINES.map(({ depth, members }) => outline(result, depth, members));
  const text = outlines.find(({ length }) => length <= MOST_SHOWN) ?? outlines.at(-1) ?? '';
  return `${cutToWidth(text, MOST_SHOWN)}\n`;
}

/**
 * Outlines, of which the first one that is short enough is shown; the items of a list are at depth
 * 3.
 */
const OUTLINES = [
  { depth: Infinity, members: Infinity },
  { depth: 4, members: Infinity },
  { depth: 3, members: Infinity },
  { depth: 3, members: 6 },
  { depth: 3, members: 3 },
];

function outline(value: unknown, depth: number, members: number): string {
  const inner = (member: unknown) => outline(member, depth - 1, members);
  const shortList = (allTexts: string[]) => [
    ...allTexts.slice(0, members),
    ...(allTexts.length > members ? ['…'] : []),
  ];
  if (Array.isArray(value))
    return depth === 0 ? '[…]' : `[${shortList(value.map(inner)).join(',')}]`;
  if (!isRecord(value)) return JSON.stringify(value);
  const memberTexts = Object.entries(value).map(
    ([key, memberValue]) => `${JSON.stringify(key)}:${inner(memberValue)}`,
  );
  return depth === 0 ? '{…}' : `{${shortList(memberTexts).join(',')}}`;
}
