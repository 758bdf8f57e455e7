import type { ListedTool } from '../../../runtime/src/call/lists.js';
import { sampleArguments, sampleValue } from '../../codegen/sample/sample.js';
import { kindOf } from '../../kinds/kind-of.js';
import { argumentsToGive } from '../../model/json-schema.js';
import { schemaProblems } from '../../model/json-schema/problems.js';
import { isRecord } from '../../model/json-schema/subschemas.js';
import { shellWords } from '../../model/shell-words.js';
import type { ProviderSpec, ToolSpec } from '../../model/spec.js';
import { cutToWidth } from '../../model/text-width.js';
import { servedTools } from '../listed.js';

/** Characters of a result that are shown. */
const MOST_SHOWN = 300;

/** What an example shows of a provider. */
type Exemplified = Pick<ProviderSpec, 'name' | 'kind' | 'origin' | 'surface' | 'tools'>;

/**
 * A call of the first tool with its result, and the file that describes all arguments, as Markdown; empty where there are no
 * tools. A tool that may destroy something is not called by an example.
 */
export function callExample(spec: Exemplified, { cli }: { cli: string }): string {
  const [tool] = [...servedTools(spec), ...spec.tools];
  if (!tool) return '';
  const { readOnlyHint = false, destructiveHint = true } = tool.annotations ?? {};
  // Clients that search do not call it by its name.
  const isShown = spec.surface !== 'search' && (readOnlyHint || !destructiveHint);
  const call = isShown ? exampleOf(spec, tool) : undefined;
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
  const own = spec.tools.find((tool) => tool.name === name);
  const required = argumentsToGive(inputSchema);
  // A function of own code computes its result.
  const [known] = own && !kind.spec.tool ? [kind.test.toolCase?.(own) ?? []].flat() : [];
  const args = isRecord(known?.arguments)
    ? known.arguments
    : required.length === 0
      ? {}
      : schemaProblems(inputSchema).length === 0 &&
        sampleArguments({ inputSchema, ...(own?.sample && { sample: own.sample }) });
  const given = [...new Set([...required, ...Object.keys(own?.sample ?? {})])];
  if (!args || !given.every((key) => isOneLine(args[key]))) return undefined;
  const isSampled = outputSchema !== undefined && schemaProblems(outputSchema).length === 0;
  const result =
    known?.result ??
    kind.serve?.exampleResults?.[name] ??
    (isSampled ? sampleValue(outputSchema) : undefined);
  if (result === undefined) return undefined;
  const pairs = given.flatMap((key) => ['--arg', `${key}=${textOf(args[key])}`]);
  return {
    words: shellWords(['call', name, '--provider', spec.name, ...pairs]),
    result: shown(result),
  };
}

/** A line break in a value could end the block. */
const isOneLine = (value: unknown) =>
  value !== undefined && !(typeof value === 'string' && /[\r\n]/.test(value));

const textOf = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));

const shown = (result: unknown) => `${cutToWidth(JSON.stringify(result), MOST_SHOWN)}\n`;
