import type { RemoteTool } from '../../runtime/src/remote/catalog.js';
import { isObject } from '../../runtime/src/utils/is-object.js';
import { kindOf } from '../kinds/kind-of.js';
import { remoteCatalogOf } from '../kinds/mcp/remote-json.js';
import type { ProviderSpec, ToolSpec } from '../model/spec.js';
import { cutToWidth } from '../model/text/text-width.js';
import { callLine } from '../render/commands.js';
import type { FirstCall } from '../sources/imported-providers.js';

/** Words in the name of a tool whose result may contain secrets, which must not appear in a terminal. */
const REVEALING_NAME = /env|secret|token|password|credential/i;

/** Maximum width of a shown result, in terminal columns. */
const MAX_SHOWN = 200;

/** Returns a call of the first tool that only reads, and whose schema states a value for each required argument. */
export const sampleCall = (spec: ProviderSpec): FirstCall | undefined =>
  firstReadingCall(callableTools(spec));

function firstReadingCall(tools: readonly CallableTool[]): FirstCall | undefined {
  for (const { name, inputSchema } of readingTools(tools)) {
    if (REVEALING_NAME.test(name)) continue;
    const { properties = {}, required: requiredNames = [] } = inputSchema;
    const names = Array.isArray(requiredNames) ? requiredNames.map(String) : [];
    const values = names.map((key) =>
      statedSample(isObject(properties) ? properties[key] : undefined),
    );
    if (values.includes(undefined)) continue;
    const args = Object.fromEntries(names.map((key, index) => [key, values[index]]));
    return { tool: name, args, isRemote: true, summary: resultSummary };
  }
  return undefined;
}

/** Returns the first tool with code of its own, which sends nothing to other computers. */
export function ownCall({ kind, tools }: ProviderSpec): FirstCall | undefined {
  const { spec, test } = kindOf(kind);
  const [tool] = tools;
  const [first] = spec.tool || !tool ? [] : (test.toolCases?.(tool) ?? []);
  const args = first && !first.todo ? first.arguments : undefined;
  return tool && isObject(args) ? { tool: tool.name, args, summary: resultSummary } : undefined;
}

/**
 * Returns the words of a call of one of the tools, after the program's name. In a terminal, the
 * call asks for arguments, and before it changes data; elsewhere, undefined if it would have to
 * ask.
 */
export function callWords(tools: readonly CallableTool[], canAsk: boolean): string | undefined {
  if (canAsk) {
    const [tool = tools[0]] = readingTools(tools);
    return tool && callLine(tool.name, {});
  }
  const call = firstReadingCall(tools);
  return call && callLine(call.tool, call.args);
}

type CallableTool = ToolSpec | RemoteTool;

export const callableTools = (spec: ProviderSpec): CallableTool[] => [
  ...spec.tools,
  ...(remoteCatalogOf(spec).tools ?? []),
];
const readingTools = (tools: readonly CallableTool[]) =>
  tools.filter(({ annotations }) => annotations?.readOnlyHint);

/** Returns a value that the schema of an argument states. */
function statedSample(schema: unknown): unknown {
  if (!isObject(schema)) return undefined;
  const { examples, default: defaultValue, const: constant } = schema;
  return (Array.isArray(examples) ? examples[0] : undefined) ?? defaultValue ?? constant;
}

const resultSummary = (result: unknown): string =>
  `returned ${cutToWidth(typeof result === 'string' ? result : JSON.stringify(result), MAX_SHOWN)}`;
