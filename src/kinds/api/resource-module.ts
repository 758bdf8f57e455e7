import { callDoc, importSource } from '../../source/print/call.js';
import { call, word } from '../../source/print/expression.js';
import { exprDoc } from '../../source/print/expression-layout.js';
import { group, indent, line, settle } from '../../source/print/layout.js';
import { requestSource } from './request-source.js';
import { asTool, type BoundApiResource } from './resource-tool.js';

/** What these functions declare or import besides what the request needs. */
const DECLARED = ['callApi', 'context', 'path', 'query', 'resourceContent'];

/** `api/read-<name>.ts`. */
export function resourceModule(resource: BoundApiResource, reader: string): string {
  const tool = asTool(resource);
  const { object, parameter, imports } = requestSource(tool, tool.request, DECLARED, " = ''");
  const response = call('callApi', [object, word('context')]);
  const content = call('resourceContent', [response]);
  const source = settle(
    (kept) => [
      `export const ${reader}: ResourceDefinition['read'] = `,
      callDoc('', [parameter, 'context']),
      ' =>',
      group(indent([line, exprDoc(content, kept), ';'])),
    ],
    '',
    0,
  );
  return [
    "import type { ResourceDefinition } from 'mcp-provider';",
    importSource('import', [...imports, 'resourceContent'], 'mcp-provider/api'),
    "import { callApi } from './client.js';",
    '',
    source,
    '',
  ].join('\n');
}
