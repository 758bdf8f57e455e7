import type { ObjectSchema } from '../../../src/model/json-schema.js';
import type { BodySpec, BoundApiTool, RequestSpec } from '../../../src/kinds/api/spec.js';

const LIST = { type: 'array', items: { type: 'string' } } as const;
const OBJECT = {
  type: 'object',
  properties: { state: { type: 'string' }, count: { type: 'integer' } },
} as const;

const input: ObjectSchema = {
  type: 'object',
  properties: {
    id: { type: 'string' },
    ids: LIST,
    filter: OBJECT,
    deep: { type: 'object', properties: { tags: LIST, at: OBJECT } },
    text: { type: 'string' },
    content: { type: 'string' },
    name: { type: 'string' },
    limit: { type: 'integer' },
    JSON: OBJECT,
    offsets: { type: 'string' },
    pageNumbers: { type: 'string' },
  },
};

/** Arguments of these names; path arguments are required. */
export function tool(request: RequestSpec, ...names: string[]): BoundApiTool {
  const properties = Object.fromEntries(
    Object.entries(input.properties ?? {}).filter(([name]) => names.includes(name)),
  );
  const required = names.filter((name) => request.path.includes(`{${name}}`));
  return {
    name: 'call',
    description: 'Call.',
    inputSchema: { type: 'object', properties, required },
    request,
  };
}

export const get = (parameter: object, path = '/x'): RequestSpec => ({
  method: 'GET',
  path,
  parameters: [parameter as never],
});
export const post = (more: Partial<RequestSpec>): RequestSpec => ({
  method: 'POST',
  path: '/x',
  ...more,
});

export const IDS = { ids: ['a b', 'c,d'] };
export const FILTER = { filter: { state: 'open', count: 2 } };

/** The parts keep this order. */
export const RELATED: BodySpec = {
  as: 'multipart',
  contentType: 'multipart/related',
  properties: {
    media: { argument: 'id', file: true, contentType: 'image/png' },
    filter: { argument: 'filter' },
    note: { argument: 'text' },
  },
};
