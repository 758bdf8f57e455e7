import type { Served } from '../../model/kind.js';
import type { ProviderModel } from '../../model/project.js';
import { catalogOf } from './catalog.js';

/** The definitions in `remote.json`. */
export function served({ directory, project: { documents } }: ProviderModel): Served {
  const file = `${directory}/remote.json`;
  const catalog = catalogOf(documents.all.find(({ path }) => path === file)?.text ?? '');
  const { tools = [], resources = [], prompts = [] } = catalog ?? {};
  return { file, tools, resources, prompts, ...(!catalog && { isInvalid: true }) };
}
