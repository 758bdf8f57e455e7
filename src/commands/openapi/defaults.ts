import type { JsonSchema } from '../../model/json-schema.js';
import { isRecord, mapSubschemas, omit } from '../../model/json-schema/subschemas.js';
import { obj, type Loss } from '../../openapi/model.js';
import type { ToolDraft } from '../../openapi/spec.js';
import { mismatches } from '../../spec/match.js';

/** Tools without the defaults that their own schemas do not allow: documents state many, such as texts for numbers. */
export function withoutWrongDefaults(drafts: readonly ToolDraft[]): {
  tools: ToolDraft[];
  losses: Loss[];
} {
  const losses: Loss[] = [];
  const tools = drafts.map((draft) => {
    const { key: at, tool } = draft;
    const root = obj(tool.inputSchema);
    const inputSchema = corrected(root, root, ['arguments'], (name, value, says) =>
      losses.push({
        at,
        kind: 'default',
        detail: `The default ${JSON.stringify(value)} of "${name}" ${says}. It is left out.`,
      }),
    );
    return { ...draft, tool: { ...tool, inputSchema } };
  });
  return { tools, losses };
}

function corrected(
  schema: JsonSchema,
  root: JsonSchema,
  path: readonly (string | number)[],
  wrong: (name: string, value: unknown, says: string) => void,
): JsonSchema {
  if (!isRecord(schema)) return schema;
  const own = mapSubschemas(schema, (part, below) =>
    corrected(part, root, [...path, ...below], wrong),
  );
  if (!('default' in own)) return own;
  const rest = omit(own, ['default']);
  const [fault] = mismatches(rest, own.default, [], root);
  if (fault) wrong(String(path.at(-1)), own.default, fault.says);
  return fault ? rest : own;
}
