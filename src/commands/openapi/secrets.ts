import { isSecretName } from '../../flow/sources/secret-names.js';
import type { Loss, Skipped } from '../../openapi/model.js';
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
    return [{ ...draft, tool: { ...tool, inputSchema: { ...schema, properties } } }];
  });
  return { tools, skipped, losses };
}
