import type { ToolNames } from '../../model/kind.js';
import { callSource } from '../../source/print/call.js';
import { str } from '../../source/print/text-literal.js';
import type { McpResource, McpTool } from './spec.js';

/** `api/<tool>.ts`: a call of the server's tool. Its types are those of the tool's schemas. */
export function toolModule({ name, outputSchema, remoteTool }: McpTool, names: ToolNames): string {
  const schemas = ['input', ...(outputSchema ? ['output'] : [])];
  const body =
    remoteTool === undefined
      ? `throw new ToolError(${str(`${name} is not implemented yet`)});`
      : `return remote.call(${str(remoteTool)}, args, context);`;
  return [
    ...(remoteTool === undefined ? ["import { ToolError } from 'mcp-provider';"] : []),
    "import type { Call } from 'mcp-provider/api';",
    `import type { ${schemas.join(', ')} } from '../tools/${names.file}.js';`,
    ...(remoteTool === undefined ? [] : ["import { remote } from './client.js';"]),
    '',
    callSource(
      names.function,
      schemas.map((schema) => `typeof ${schema}`),
      remoteTool === undefined ? [] : ['args', 'context'],
      [() => body],
    ),
  ].join('\n');
}

/** `api/read-<resource>.ts`. */
export function resourceModule({ name, remoteUri }: McpResource, reader: string): string {
  const type = "import type { ResourceDefinition } from 'mcp-provider';";
  const signature = `export const ${reader}: ResourceDefinition['read'] =`;
  if (remoteUri === undefined)
    return [
      type,
      "import { ToolError } from 'mcp-provider';",
      '',
      `${signature} async () => {`,
      `  throw new ToolError(${str(`${name} is not implemented yet`)});`,
      '};',
      '',
    ].join('\n');
  return [
    type,
    "import { remote } from './client.js';",
    '',
    `${signature} (_variables, context) =>`,
    `  remote.readResource(${str(remoteUri)}, context);`,
    '',
  ].join('\n');
}
