import type { RemoteCatalog, RemoteTool } from '../../../runtime/src/remote/catalog.js';
import { visible } from '../../../runtime/src/provider/invisible.js';
import type { DescribedTool } from '../../model/kind.js';
import { isRecord } from '../../model/json-schema/subschemas.js';
import type { ProviderSpec } from '../../model/spec.js';

/** What is served of the server that a provider was imported from. */
export function catalogIn(spec: object): RemoteCatalog {
  const { origin } = spec as Pick<ProviderSpec, 'origin'>;
  return origin?.kind === 'server' ? origin.catalog : { tools: [], resources: [], prompts: [] };
}

/** The same, as READMEs list it. */
export const serving = ({ tools = [], resources = [], prompts = [] }: RemoteCatalog) => ({
  tools: tools.map(described),
  resources,
  prompts,
});

/** The server wrote the texts: the first line of a description says what the tool is for. */
function described({
  name,
  title = '',
  description,
  annotations,
  inputSchema,
}: RemoteTool): DescribedTool {
  const { properties, required } = inputSchema;
  const [line = ''] = visible(description ?? title)
    .trim()
    .split('\n');
  return {
    name,
    description: line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line,
    ...(annotations && { annotations }),
    inputSchema: {
      type: 'object',
      ...(isRecord(properties) && {
        properties: Object.fromEntries(Object.keys(properties).map((key) => [key, {}])),
      }),
      ...(Array.isArray(required) && { required: required.map(String) }),
    },
  };
}

/** Of a description in a table. */
const LONGEST = 160;
