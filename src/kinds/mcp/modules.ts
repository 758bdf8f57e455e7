import type { Bound, ToolNames } from '../../model/kind.js';
import { callSource, schemasOf } from '../../codegen/print/statement.js';
import { str } from '../../codegen/print/text-literal.js';
import type { McpResource, McpTool } from './spec.js';

/** `api/<tool>.ts`: a call of the server's tool. Its types are those of the tool's schemas. */
export function toolModule(tool: Bound<McpTool, 'remoteTool'>, names: ToolNames): string {
  const { types, imported } = schemasOf(tool, names.file);
  return [
    "import type { Call } from 'mcp-provider/api';",
    imported,
    "import { remote } from './client.js';",
    '',
    callSource(
      names.function,
      types,
      ['args', 'context'],
      [`return remote.call(${str(tool.remoteTool)}, args, context);`],
    ),
  ].join('\n');
}

/** `api/read-<resource>.ts`. */
export const resourceModule = (
  { remoteUri }: Bound<McpResource, 'remoteUri'>,
  reader: string,
): string =>
  [
    "import type { ResourceDefinition } from 'mcp-provider';",
    "import { remote } from './client.js';",
    '',
    `export const ${reader}: ResourceDefinition['read'] = (_variables, context) =>`,
    `  remote.readResource(${str(remoteUri)}, context);`,
    '',
  ].join('\n');
