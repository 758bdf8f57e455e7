import { declaration, importLines, textEntries } from '../codegen/print/statement.js';
import type { CodeSource } from '../model/kind.js';
import { camelCase, kebabCase } from '../model/names.js';
import type { ResourceSpec } from '../model/spec.js';

/** Returns the file of a resource, without extension. */
export const resourceFile = (name: string) => kebabCase(name);

const resourceConstant = (name: string) => `${camelCase(name)}Resource`;

/** Returns the source of `resources/<name>.ts`. */
export function resourceModule(
  { name, uri, title, description, mimeType }: ResourceSpec,
  { imports, constants = [], member }: CodeSource,
): string {
  const fields = textEntries({ name, uri, title, description, mimeType });
  return [
    ...importLines({ '../mcp-instance.js': ['resource'] }, imports),
    '',
    ...constants.flatMap((source) => [source, '']),
    declaration(resourceConstant(name), 'resource', fields, `${member}\n`),
  ].join('\n');
}
