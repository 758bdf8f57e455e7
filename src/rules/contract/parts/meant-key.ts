import type { Definition, Property } from '../../../model/code.js';

/** Keys of tools in the MCP SDK and in FastMCP, Mastra and the AI SDK, by what this runtime calls them. */
const NAMES: Readonly<Record<string, string>> = {
  id: 'name',
  inputSchema: 'input',
  parameters: 'input',
  outputSchema: 'output',
  handler: 'run',
  execute: 'run',
  _meta: 'meta',
};

/** A key of a tool that the runtime ignores, and the one that it reads in its place. */
export interface MeantKey {
  written: Property;
  meant: string;
}

/** Keys of other libraries in a tool of a provider; a function of the project between them may read such keys itself. */
export function meantKeys({ object, registrar, property }: Definition): MeantKey[] {
  if (!object || object.partial || registrar.is !== 'provider') return [];
  return object.properties.flatMap((written) => {
    const meant = Object.hasOwn(NAMES, written.key) ? NAMES[written.key] : undefined;
    return meant !== undefined && !property(meant) ? [{ written, meant }] : [];
  });
}
