import { isSecretName } from '../../flow/sources/secret-names.js';
import type { Loss, Obj, Skipped } from '../../openapi/model.js';
import { list, obj, without } from '../../openapi/model.js';
import type { ToolDraft } from '../../openapi/spec.js';

/**
 * Tools without arguments that carry secrets: models and logs see arguments. An operation that requires a secret cannot
 * be a tool.
 */
export function withoutSecrets(drafts: readonly ToolDraft[]): {
  tools: ToolDraft[];
  skipped: Skipped[];
  losses: Loss[];
} {
  const skipped: Skipped[] = [];
  const losses: Loss[] = [];
  const tools = drafts.flatMap((draft) => {
    const { key: at, tool } = draft;
    const schema = obj(tool.inputSchema);
    const secrets = Object.keys(obj(schema.properties)).filter(isSecretName);
    const required = secrets.find((name) => list(schema.required).includes(name));
    if (required !== undefined) {
      skipped.push({ at, reason: `It requires the secret "${required}" as an argument.` });
      return [];
    }
    for (const name of secrets) {
      losses.push({ at, kind: 'secret', detail: `"${name}" is a secret, not an argument.` });
    }
    const properties = secrets.reduce(without, obj(schema.properties));
    const request = withoutArguments(obj(tool.request), secrets);
    return [{ ...draft, tool: { ...tool, inputSchema: { ...schema, properties }, request } }];
  });
  return { tools, skipped, losses };
}

/** A request that does not send these arguments. */
function withoutArguments(request: Obj, names: readonly string[]): Obj {
  if (names.length === 0) return request;
  const isKept = (binding: unknown) => !names.includes(String(obj(binding).argument));
  const { body, parameters, query } = request;
  const properties = Object.entries(obj(obj(body).properties)).filter(([, part]) => isKept(part));
  return {
    ...request,
    ...(query !== undefined && {
      query: list(query).filter((name) => !names.includes(String(name))),
    }),
    ...(parameters !== undefined && { parameters: list(parameters).filter(isKept) }),
    ...(body !== undefined && {
      body: {
        ...without(obj(body), 'properties'),
        ...(properties.length > 0 && { properties: Object.fromEntries(properties) }),
      },
    }),
  };
}
