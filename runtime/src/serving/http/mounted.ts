import type { Project } from '../../project/project.js';
import type { Provider } from '../../provider/definition.js';
import { servedInCode } from '../../provider/module-in-code.js';
import { openEndpoints } from './endpoints.js';
import type { SiteOptions } from './handler.js';
import type { HttpOptions } from './options.js';
import { siteOf } from './site.js';

/** Several providers with all that belongs to them, for a server that exists. @throws StartError */
export async function mountedSite(
  providers: readonly Provider[],
  http: HttpOptions,
  project: Project,
  { authorizationServer: isBuiltIn, gate, acceptUncheckedKeys = false, agent, routes = [] }: SiteOptions, // prettier-ignore
) {
  const modules = providers.map(servedInCode);
  const { publicUrl } = http;
  const { authorizationServer } = isBuiltIn
    ? await import('../../authorization-server/server.js')
    : {};
  const signInServer = authorizationServer?.({
    project,
    publicUrl,
    modules,
    gate,
    acceptUncheckedKeys,
  });
  const served = { routes, ...(agent && { agent: async () => ({ agent }) }) };
  const { servers, options } = await siteOf(modules, served, http, signInServer, project.env);
  await options.verifier?.start?.();
  return openEndpoints(servers, options);
}
