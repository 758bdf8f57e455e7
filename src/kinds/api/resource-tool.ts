import type { Bound } from '../../model/kind.js';
import { contentForm } from '../../model/media-type.js';
import { placeholders } from '../../model/placeholders.js';
import type { ApiResource, BoundApiTool } from './spec.js';

export type BoundApiResource = Bound<ApiResource, 'request'>;

/** The tool that sends the same request: its arguments are the variables of the URI, which are text (RFC 6570). */
export function asTool({ name, uri, mimeType, request }: BoundApiResource): BoundApiTool {
  const variables = [...new Set(placeholders(uri))];
  const as = contentForm(mimeType);
  return {
    name,
    description: '',
    inputSchema: {
      type: 'object',
      properties: Object.fromEntries(variables.map((variable) => [variable, { type: 'string' }])),
      required: variables,
    },
    request: {
      method: 'GET',
      ...request,
      ...(as !== 'json' && { response: { as, contentType: mimeType } }),
    },
  };
}
