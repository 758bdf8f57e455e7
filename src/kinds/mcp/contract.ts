import type { KindContract, ServedDefinitions } from '../../model/kind.js';
import type { Provider } from '../../model/project.js';
import { parseRemoteJson } from './remote-json.js';

export default { definitions: servedCatalog } satisfies KindContract;

/** Returns the definitions in `remote.json`. */
function servedCatalog({ directory, project }: Provider): ServedDefinitions {
  const file = `${directory}/remote.json`;
  const catalog = parseRemoteJson(project.text(file)?.text ?? '');
  const { tools = [], resources = [], prompts = [] } = catalog ?? {};
  return { file, tools, resources, prompts, ...(!catalog && { isInvalid: true }) };
}
