import schema from '../../runtime/provider-config.schema.json' with { type: 'json' };
import type { Kinds } from '../../src/model/kinds-and-styles.js';

export const ENTRY_HEAD = ['key', 'value', 'meaning'];

interface Setting {
  type?: string;
  enum?: readonly string[];
  pattern?: string;
  minimum?: number;
  items?: Setting;
  description?: string;
}

/** The settings of a kind. */
interface Entry {
  kind: string;
  properties: Readonly<Record<string, Setting>>;
  required: readonly string[];
}

/** Every key of an entry in `provider-config.yaml`, from the schema that `validate` and the server check. */
export function entryRows(kinds: Kinds): string[][] {
  const { api, mcp, files, sql, code } = schema.$defs;
  const entries: Entry[] = Object.entries({ api, mcp, files, sql, code }).map(
    ([kind, defined]) => ({ kind, ...defined }),
  );
  const kindRow = [
    '`kind`',
    entries.map(({ kind }) => `\`${kind}\``).join(', '),
    'What the provider connects to; `api` if absent.',
  ];
  const keys = new Set(entries.flatMap(({ properties }) => Object.keys(properties)));
  return [...keys].map((key) => {
    const having = entries.filter(({ properties }) => key in properties);
    const names =
      having.length === Object.keys(kinds).length
        ? ''
        : ` (${having.map(({ kind }) => `\`${kind}\``).join(', ')})`;
    const required = having.every((each) => each.required.includes(key)) ? ', required' : '';
    if (key === 'kind') return kindRow;
    const setting = having[0]?.properties[key] ?? {};
    return [`\`${key}\`${names}${required}`, valueOf(setting), setting.description ?? ''];
  });
}

function valueOf({ type, enum: values, items, minimum }: Setting): string {
  if (values) return values.map((each) => `\`${each}\``).join(', ');
  if (type === 'array') return `list of ${items?.type === 'string' ? 'strings' : 'values'}`;
  if (type === 'integer') return minimum === undefined ? 'number' : `number from ${minimum}`;
  return type ?? '';
}
