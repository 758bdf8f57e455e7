import type { ProviderSpec, RequestSpec, ToolSpec } from '../model/spec.js';

/** A checked spec with its keys in the order of the documentation: a JSON value that reads as the same spec. */
export const specToJson = (spec: ProviderSpec): ProviderSpec => ({
  ...inOrder(spec, ['name', 'kind', 'displayName', 'description', 'baseUrl', 'auth']),
  auth: inOrder(spec.auth, ['style']),
  tools: spec.tools.map(toolToJson),
  resources: spec.resources.map((resource) =>
    inOrder(resource, ['name', 'title', 'description', 'uri', 'mimeType']),
  ),
  prompts: spec.prompts.map((prompt) => ({
    ...inOrder(prompt, ['name', 'title', 'description', 'arguments', 'text']),
    arguments: prompt.arguments.map((argument) => inOrder(argument, ['name', 'description'])),
  })),
});

/** A checked spec as YAML for people; reading it gives the same spec. */
export async function specToYaml(spec: ProviderSpec): Promise<string> {
  const yaml = await import('yaml');
  const document = new yaml.Document(specToJson(spec), { aliasDuplicateObjects: false });
  yaml.visit(document, {
    Pair: (_, { key }) => {
      // Without quotes it would merge objects.
      if (yaml.isScalar(key) && key.value === '<<') key.type = 'QUOTE_DOUBLE';
    },
  });
  return document.toString({ lineWidth: 100 });
}

function toolToJson(tool: ToolSpec): ToolSpec {
  const { annotations, request } = tool;
  return {
    ...inOrder(tool, [
      'name',
      'title',
      'description',
      'inputSchema',
      'outputSchema',
      'annotations',
    ]),
    ...(annotations && {
      annotations: inOrder(annotations, [
        'title',
        'readOnlyHint',
        'destructiveHint',
        'idempotentHint',
      ]),
    }),
    ...(request && { request: requestToJson(request) }),
  };
}

function requestToJson(request: RequestSpec): RequestSpec {
  const { pagination } = request;
  return {
    ...inOrder(request, ['method', 'path', 'query', 'resultKey']),
    ...(pagination && {
      pagination: inOrder(pagination, ['style', 'items', 'limit', 'nextCursor']),
    }),
  };
}

/** The same entries, those of `first` before all others. */
function inOrder<T extends object>(value: T, first: readonly (keyof T & string)[]): T {
  const order: readonly string[] = first;
  const rank = (key: string) => (order.includes(key) ? order.indexOf(key) : order.length);
  const entries = Object.entries(value).sort(([a], [b]) => rank(a) - rank(b));
  // It has the keys and values of `value`.
  return Object.fromEntries(entries) as T;
}
