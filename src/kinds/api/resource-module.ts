import type { Bound } from '../../model/kind.js';
import { placeholders } from '../../model/placeholders.js';
import { callDoc, objectDoc, pathSource, property } from '../../source/print/call.js';
import type { Doc } from '../../source/print/layout.js';
import { group, indent, line, render } from '../../source/print/layout.js';
import { variablesFor } from '../../source/print/variables.js';
import type { ApiResource } from './spec.js';

/** `api/read-<name>.ts`. */
export function resourceModule({ request }: Bound<ApiResource, 'request'>, reader: string): string {
  const type = "import type { ResourceDefinition } from 'mcp-provider';";
  const signature = `export const ${reader}: ResourceDefinition['read'] = `;
  const names = placeholders(request.path);
  const variables = variablesFor(names, ['callApi', 'context', 'path', 'resourceText']);
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
