import { isObject } from '../../../runtime/src/utils/is-object.js';
import { sampleArguments } from '../../codegen/sample/sample.js';
import { canWriteCall, kindOf } from '../../kinds/kind-of.js';
import { schemaProblems } from '../../model/json-schema/problems.js';
import { pick } from '../../model/json-schema/subschemas.js';
import type { ProviderSpec, ToolSpec } from '../../model/spec.js';
import { callLine } from '../commands.js';
import { servedTools } from '../listing.js';

/** Maximum length of a result in lines. */
const MAX_LINES = 10;

type ExampleSpec = Pick<ProviderSpec, 'name' | 'kind' | 'origin' | 'surface' | 'tools'>;

/**
 * Returns a call of a tool, and the file that describes all arguments, as Markdown; empty if there
 * are no tools. The tool is the first one that only reads, or else the first one that destroys
 * nothing.
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
  const call = tool && spec.surface !== 'search' ? exampleCall(spec, tool) : undefined;
  const path = `tests/${spec.name}.tools.txt`;
  return [
    ...(call ? [`\`\`\`console\n$ ${cli} ${call.words}\n${call.result}\`\`\``] : []),
    `Types, bounds and defaults of all arguments, results and whole descriptions: [${path}](${path}).`,
  ].join('\n\n');
}

/**
 * Returns a call with the required arguments and those of the sample; undefined if none fits the
 * schemas. Only functions of this project have a result that is certain: what an API, a database or
 * a folder contains is not known.
 */
function exampleCall(
  spec: ExampleSpec,
  { name, inputSchema }: Pick<ToolSpec, 'name' | 'inputSchema'>,
) {
  const kind = kindOf(spec.kind);
  const specTool = spec.tools.find((tool) => tool.name === name);
  const [computed] = specTool && !kind.spec.tool ? (kind.test.toolCases?.(specTool) ?? []) : [];
  const { required = [] } = inputSchema;
  const { sample } = specTool ?? {};
  const names = [...new Set([...required, ...Object.keys(sample ?? {})])];
  const args =
    computed?.arguments ??
    (names.length === 0
      ? {}
      : schemaProblems(inputSchema).length === 0 &&
        sampleArguments({ name, inputSchema, ...(sample && { sample }) }));
  if (!isObject(args) || !names.every((argument) => isOneLine(args[argument]))) return undefined;
  return {
    words: callLine(name, pick(args, names), '--provider', spec.name),
    result: computed?.result === undefined ? '' : printResult(computed.result),
  };
}

/** Returns whether a value has no line break, which could end the Markdown block. */
const isOneLine = (value: unknown) =>
  value !== undefined && !(typeof value === 'string' && /[\r\n]/.test(value));

function printResult(result: unknown): string {
  const lines = JSON.stringify(result, null, 2).split('\n');
  return [...lines.slice(0, MAX_LINES), ...(lines.length > MAX_LINES ? ['…'] : []), ''].join('\n');
}
