import type { ToolNames } from '../model/kind.js';
import type { ToolSpec } from '../model/spec.js';
import { callSource } from '../source/print/statement.js';
import { str } from '../source/print/text-literal.js';

const TOOL_ERROR = "import { ToolError } from 'mcp-provider';";

const failing = (name: string) => `throw new ToolError(${str(`${name} is not implemented yet`)});`;

/** `api/<tool>.ts` of a tool without a binding, in every kind. */
export function unimplementedTool({ name, outputSchema }: ToolSpec, names: ToolNames): string {
  const schemas = ['input', ...(outputSchema ? ['output'] : [])];
  const types = schemas.map((schema) => `typeof ${schema}`);
  return [
    TOOL_ERROR,
    "import type { Call } from 'mcp-provider/api';",
    `import type { ${schemas.join(', ')} } from '../tools/${names.file}.js';`,
    '',
    callSource(names.function, types, [], [failing(name)]),
  ].join('\n');
}

/** `api/read-<resource>.ts` of a resource without a binding, in every kind. */
export const unimplementedReader = (name: string, reader: string): string =>
  [
    "import type { ResourceDefinition } from 'mcp-provider';",
    TOOL_ERROR,
    '',
    `export const ${reader}: ResourceDefinition['read'] = async () => {`,
    `  ${failing(name)}`,
    '};',
    '',
  ].join('\n');
