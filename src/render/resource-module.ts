import type { Kind } from '../model/kind.js';
import { camelCase, kebabCase, pascalCase } from '../model/names.js';
import type { ResourceSpec } from '../model/spec.js';
import { pair } from '../codegen/print/code.js';
import { declaration, textEntries } from '../codegen/print/statement.js';

/** Files of a resource, without extension: what clients see, and the call behind it. */
export const resourceFiles = (name: string) => ({
  resource: kebabCase(name),
  api: `read-${kebabCase(name)}`,
});

const resourceConstant = (name: string) => `${camelCase(name)}Resource`;

/** Function of `api/read-<name>.ts`. */
export function readerName(name: string, { render: { identifiers } }: Kind): string {
  const reader = `read${pascalCase(name)}`;
  return identifiers.includes(reader) ? `${reader}Resource` : reader;
}

/** `resources/<name>.ts`. */
export function resourceModule(
  { name, uri, title, description, mimeType }: ResourceSpec,
  reader: string,
): string {
  const fields = [
    ...textEntries({ name, uri, title, description, mimeType }),
    pair('read', reader),
  ];
  return [
    `import { ${reader} } from '../api/${resourceFiles(name).api}.js';`,
    "import { resource } from '../mcp-instance.js';",
    '',
    declaration(resourceConstant(name), 'resource', fields),
  ].join('\n');
}
