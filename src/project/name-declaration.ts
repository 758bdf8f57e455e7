import type { Variable } from '../model/module.js';
import type { Provider } from '../model/project.js';

/** Returns the declaration of the name that the module of a provider exports as `PROVIDER_NAME`. */
export function nameDeclaration(provider: Provider): Variable | undefined {
  const module = provider.module('mcp-instance');
  const origin = module && provider.project.exportOrigin(module, 'PROVIDER_NAME');
  return origin && 'module' in origin
    ? origin.module.variables.find(({ name }) => name === origin.name)
    : undefined;
}
