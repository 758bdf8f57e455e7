import type { RemoteTool } from '../../runtime/src/remote/catalog.js';
import { kindOf } from '../kinds/kind-of.js';
import { catalogIn } from '../kinds/mcp/catalog.js';
import { isRecord } from '../model/json-schema/subschemas.js';
import type { ProviderSpec, ToolSpec } from '../model/spec.js';
import { cutToWidth } from '../model/text-width.js';
import { callLine } from '../render/commands.js';
import type { FirstCall } from '../sources/imported-providers.js';

/** In the name of a tool: its result may be nothing for a terminal. */
const REVEALS = /env|secret|token|password|credential/i;

/** Columns of a result that are shown. */
const MOST_SHOWN = 200;

/** The first tool that only reads, and whose schema says a value for each required argument. */
export const sampleCall = (spec: ProviderSpec): FirstCall | undefined => readingCall(toolsOf(spec));

function readingCall(tools: readonly Tool[]): FirstCall | undefined {
  for (const { name, inputSchema } of reading(tools)) {
    if (REVEALS.test(name)) continue;
    const { properties = {}, required = [] } = inputSchema;
    const names = Array.isArray(required) ? required.map(String) : [];
    const values = names.map((key) => sampleOf(isRecord(properties) ? properties[key] : undefined));
    if (values.includes(undefined)) continue;
    const args = Object.fromEntries(names.map((key, index) => [key, values[index]]));
    return { tool: name, args, isRemote: true, says };
  }
  return undefined;
}

/** The first tool of own code: nothing leaves this computer. */
export function ownCall({ kind, tools }: ProviderSpec): FirstCall | undefined {
  const { spec, test } = kindOf(kind);
  const [tool] = tools;
  const [first] = spec.tool || !tool ? [] : [test.toolCase?.(tool) ?? []].flat();
  const args = first && !first.todo ? first.arguments : undefined;
  return tool && isRecord(args) ? { tool: tool.name, args, says } : undefined;
}

/**
 * A call of one of the tools, after the name of the program. In a terminal, it asks for arguments, and before data change;
 * elsewhere, undefined where it would have to.
 */
export function callWords(tools: readonly Tool[], asks: boolean): string | undefined {
  if (asks) {
    const [tool = tools[0]] = reading(tools);
    return tool && callLine(tool.name, {});
  }
  const call = readingCall(tools);
  return call && callLine(call.tool, call.args);
}

type Tool = ToolSpec | RemoteTool;

export const toolsOf = (spec: ProviderSpec): Tool[] => [
  ...spec.tools,
  ...(catalogIn(spec).tools ?? []),
];
const reading = (tools: readonly Tool[]) =>
  tools.filter(({ annotations }) => annotations?.readOnlyHint);

/** A value that the schema of an argument names. */
function sampleOf(schema: unknown): unknown {
  if (!isRecord(schema)) return undefined;
  const { examples, default: usual, const: only } = schema;
  return (Array.isArray(examples) ? examples[0] : undefined) ?? usual ?? only;
}

const says = (result: unknown): string =>
  `returned ${cutToWidth(typeof result === 'string' ? result : JSON.stringify(result), MOST_SHOWN)}`;
