import type { RemoteCatalog } from '../../../runtime/src/remote/catalog.js';
import { isRecord } from '../../model/json-schema/subschemas.js';
import type { Served } from '../../model/kind.js';
import type { ProviderModel } from '../../model/project.js';

/** The definitions in `remote.json`, as `import mcp` writes it; none where it is not valid. */
export function served({ directory, project: { documents } }: ProviderModel): Served {
  const file = `${directory}/remote.json`;
  const text = documents.all.find(({ path }) => path === file)?.text;
  const { tools = [], resources = [], prompts = [] } = catalogOf(text ?? '{}');
  return { file, tools, resources, prompts };
}

function catalogOf(text: string): RemoteCatalog {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) && Object.values(value).every(Array.isArray) ? value : {};
  } catch {
    return {};
  }
}
