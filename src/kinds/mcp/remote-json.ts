import type { RemoteCatalog, RemoteTool } from '../../../runtime/src/remote/catalog.js';
import { withoutInvisible } from '../../../runtime/src/utils/invisible.js';
import { isObject } from '../../../runtime/src/utils/is-object.js';
import { parseJson } from '../../model/json.js';
import type { DescribedTool } from '../../model/kind.js';
import type { ProviderSpec } from '../../model/spec.js';

type EntryTest = (entry: Record<string, unknown>) => boolean;

const isText = (value: unknown) => typeof value === 'string';
const isTextOrAbsent = (value: unknown) => value === undefined || isText(value);
const isNamed: EntryTest = ({ name, title, description }) =>
  isText(name) && isTextOrAbsent(title) && isTextOrAbsent(description);

const LISTS: Readonly<Record<string, EntryTest>> = {
  tools: (tool) => isNamed(tool) && isObject(tool.inputSchema),
  resources: (resource) =>
    isNamed(resource) && (isText(resource.uri) || isText(resource.uriTemplate)),
  prompts: isNamed,
};

/** Returns the definitions in `remote.json`, as `import mcp` writes them; undefined if the text is invalid. */
export function parseRemoteJson(text: string): RemoteCatalog | undefined {
  const value = parseJson(text || '{}');
  if (!isObject(value)) return undefined;
  const isValid = Object.entries(LISTS).every(([key, test]) => {
    const list = value[key] ?? [];
    return Array.isArray(list) && list.every((entry) => isObject(entry) && test(entry));
  });
  return isValid && isTextOrAbsent(value.instructions) ? value : undefined;
}

/** Returns the definitions that a provider serves of the server from which it was imported. */
export function remoteCatalogOf(spec: object): RemoteCatalog {
  const { origin, server } = spec as Pick<ProviderSpec, 'origin'> & { server: string };
  if (origin?.kind !== 'server') return { tools: [], resources: [], prompts: [] };
  return { server, ...origin.catalog };
}

/** Returns lists of the same definitions for a README. */
export const servedDefinitions = ({ tools = [], resources = [], prompts = [] }: RemoteCatalog) => ({
  tools: tools.map(readmeRow),
  resources,
  prompts,
});

/** Returns a README row of a definition. The server wrote its texts; the first line of a description is the summary. */
function readmeRow({
  name,
  title = '',
  description,
  annotations,
  inputSchema,
  confirm,
}: RemoteTool): DescribedTool {
  const { properties, required: requiredNames } = inputSchema;
  const [line = ''] = withoutInvisible(description ?? title)
    .trim()
    .split('\n');
  return {
    name,
    ...(confirm !== undefined && { confirm }),
    description:
      line.length > MAX_DESCRIPTION_LENGTH ? `${line.slice(0, MAX_DESCRIPTION_LENGTH - 1)}…` : line,
    ...(annotations && { annotations }),
    inputSchema: {
      type: 'object',
      ...(isObject(properties) && {
        properties: Object.fromEntries(Object.keys(properties).map((key) => [key, {}])),
      }),
      ...(Array.isArray(requiredNames) && { required: requiredNames.map(String) }),
    },
  };
}

/** Maximum length of a description in a table. */
const MAX_DESCRIPTION_LENGTH = 160;
