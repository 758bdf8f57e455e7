import {
  listablePrompt,
  listableResource,
  listableTool,
} from '../../../runtime/src/remote/listable.js';
import type { Registrations } from '../../model/kind.js';
import { remoteCatalogOf } from './remote-json.js';

export default ((spec) => {
  const { tools = [], resources = [], prompts = [] } = remoteCatalogOf(spec);
  return {
    tools: tools.map(listableTool),
    resources: resources.map(listableResource),
    prompts: prompts.map(listablePrompt),
  };
}) satisfies Registrations;
