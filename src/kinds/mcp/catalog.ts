import type { RemoteCatalog } from '../../../runtime/src/remote/catalog.js';
import { parsedJson } from '../../model/json.js';
import { isRecord } from '../../model/json-schema/subschemas.js';

type Test = (entry: Record<string, unknown>) => boolean;

const isText = (value: unknown) => typeof value === 'string';
const isTextOrAbsent = (value: unknown) => value === undefined || isText(value);
const isNamed: Test = ({ name, title, description }) =>
  isText(name) && isTextOrAbsent(title) && isTextOrAbsent(description);

const LISTS: Readonly<Record<string, Test>> = {
  tools: (tool) => isNamed(tool) && isRecord(tool.inputSchema),
  resources: (resource) =>
    isNamed(resource) && (isText(resource.uri) || isText(resource.uriTemplate)),
  prompts: isNamed,
};

/** The definitions in `remote.json`, as `import mcp` writes it; undefined where it is not valid. */
export function catalogOf(text: string): RemoteCatalog | undefined {
  const value = parsedJson(text || '{}');
  if (!isRecord(value)) return undefined;
  const isValid = Object.entries(LISTS).every(([key, test]) => {
    const list = value[key] ?? [];
    return Array.isArray(list) && list.every((entry) => isRecord(entry) && test(entry));
  });
  return isValid ? value : undefined;
}
