import { camelCase, kebabCase, pascalCase } from '../model/names.js';
import { placeholders } from '../model/placeholders.js';
import type { ResourceSpec } from '../model/spec.js';
import { jsonExpr, word } from './schema/expression.js';
import { render } from './schema/layout.js';
import { str } from './schema/text-literal.js';
import { declaration, textEntries } from './declaration.js';
import { callDoc, objectDoc, pathSource, property } from './source.js';
import { variablesFor } from './arguments.js';

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
  if (!request) return unimplemented(name, reader);
  const names = placeholders(request.path);
  const variables = variablesFor(names);
  const call = callDoc('callApi', [
    objectDoc(["method: 'GET'", ['path: ', pathSource(request.path, variables)]]),
    'context',
  ]);
  const usesPath = names.length > 0;
  return [
    "import { ApiError } from '../../../core/api-error.js';",
    "import type { CallContext } from '../../../core/define.js';",
    ...(usesPath ? ["import { path } from '../../../core/http.js';"] : []),
    "import { callApi } from './client.js';",
    '',
    `export async function ${reader}(`,
    `  ${usesPath ? 'variables' : '_variables'}: Record<string, string>,`,
    '  context: CallContext,',
    '): Promise<string | undefined> {',
    ...(usesPath ? [`  ${picked(variables)}`] : []),
    '  try {',
    `    ${render(['const answer = await ', call, ';'], '    ', 0).text}`,
    '    return JSON.stringify(answer.body);',
    '  } catch (error) {',
    "    if (error instanceof ApiError && error.failure === 'missing') return undefined;",
    '    throw error;',
    '  }',
    '}',
    '',
  ].join('\n');
}

/** The server has matched the URI, so none is missing; the type cannot know. */
function picked(variables: ReadonlyMap<string, string>): string {
  const bindings = [...variables].map(([name, variable]) => `${property(name, variable)} = ''`);
  return render(['const ', objectDoc(bindings), ' = variables;'], '  ', 0).text;
}

function unimplemented(name: string, reader: string): string {
  return `import type { CallContext } from '../../../core/define.js';
import { ToolError } from '../../../core/define.js';

export async function ${reader}(
  _variables: Record<string, string>,
  _context: CallContext,
): Promise<string | undefined> {
  throw new ToolError(${str(`${name} is not implemented yet`)});
}
`;
}
