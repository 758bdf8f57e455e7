import type { Kind, ToolNames } from '../model/kind.js';
import { camelCase, kebabCase } from '../model/names.js';

/** Names that the module of a tool imports or declares. */
const TAKEN = ['input', 'integer', 'output', 'rawSchema', 'tool', 'z'];

export function toolNames(tool: string, { identifiers }: Kind): ToolNames {
  const camel = camelCase(tool, 'Call');
  return {
    file: kebabCase(tool),
    function: [...TAKEN, ...identifiers].includes(camel) ? `${camel}Call` : camel,
    constant: `${camelCase(tool)}Tool`,
  };
}
