import { camelCase, kebabCase, pascalCase } from '../model/names.js';
import { placeholders } from '../model/placeholders.js';
import type { ResourceSpec } from '../model/spec.js';
import { jsonExpr, word } from '../source/print/expression.js';
import type { Doc } from '../source/print/layout.js';
import { group, indent, line, render } from '../source/print/layout.js';
import { str } from '../source/print/text-literal.js';
import { declaration, textEntries } from '../source/print/declaration.js';
import { callDoc, objectDoc, pathSource, property } from '../source/print/call.js';
import { variablesFor } from '../source/print/variables.js';

/** Files of a resource, without extension: what clients see, and the call behind it. */
export const resourceFiles = (name: string) => ({
  resource: kebabCase(name),
  api: `read-${kebabCase(name)}`,
});

export const resourceConstant = (name: string) => `${camelCase(name)}Resource`;

const readerName = (name: string) => `read${pascalCase(name)}`;

/** `resources/<name>.ts`. */
export function resourceModule({ name, uri, title, description, mimeType }: ResourceSpec): string {
  const reader = readerName(name);
  const fields = [
    { key: 'name', value: jsonExpr(name) },
    { key: 'uri', value: jsonExpr(uri) },
    ...textEntries({ title, description }),
    { key: 'mimeType', value: jsonExpr(mimeType) },
    { key: 'read', value: word(reader) },
  ];
  return [
    `import { ${reader} } from '../api/${resourceFiles(name).api}.js';`,
    "import { resource } from '../mcp-instance.js';",
    '',
    declaration(resourceConstant(name), 'resource', fields),
  ].join('\n');
}

/** `api/read-<name>.ts`: undefined where the API has no such thing. */
export function resourceApiModule({ name, request }: ResourceSpec): string {
  const reader = readerName(name);
  const type = "import type { ResourceDefinition } from 'mcp-provider';";
  const signature = `export const ${reader}: ResourceDefinition['read'] = `;
  if (!request) {
    return [
      type,
      "import { ToolError } from 'mcp-provider';",
      '',
      `${signature}async () => {`,
      `  throw new ToolError(${str(`${name} is not implemented yet`)});`,
      '};',
      '',
    ].join('\n');
  }
  const names = placeholders(request.path);
  const variables = variablesFor(names);
  const call = callDoc('callApi', [
    objectDoc(["method: 'GET'", ['path: ', pathSource(request.path, variables)]]),
    'context',
  ]);
  const usesPath = names.length > 0;
  const parameter = usesPath ? picked(variables) : '_variables';
  const statement = [
    signature,
    `(`,
    parameter,
    ', context) =>',
    indent([line, callDoc('resourceText', [call]), ';']),
  ];
  return [
    type,
    `import { ${usesPath ? 'path, ' : ''}resourceText } from 'mcp-provider/api';`,
    "import { callApi } from './client.js';",
    '',
    render(group(statement), '', 0).text,
    '',
  ].join('\n');
}

/** The server has matched the URI, so none is missing; the type cannot know. */
const picked = (variables: ReadonlyMap<string, string>): Doc =>
  objectDoc([...variables].map(([name, variable]) => `${property(name, variable)} = ''`));
