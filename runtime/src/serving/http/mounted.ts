import type { Project } from '../../project/project.js';
import type { Provider } from '../../provider/definition.js';
import { servedModuleOf } from '../../provider/module-in-code.js';
import { openEndpoints } from './endpoints.js';
import type { SiteOptions } from './handler-options.js';
import type { HttpOptions } from './options.js';
import { createSite } from './site.js';

/** Serves several providers, with their pages and routes, within a server of the application. @throws StartError */
export async function siteInApplication(
  providers: readonly Provider[],
  http: HttpOptions,
  project: Project,
  {
    authorizationServer: isBuiltIn,
    gate,
    acceptUncheckedKeys = false,
    agent,
    routes = [],
  }: SiteOptions,
) {
  const modules = providers.map(servedModuleOf);
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
  const siteParts = { routes, ...(agent && { agent: async () => ({ agent }) }) };
  const { servers: createServers, options } = await createSite(
    modules,
    siteParts,
    http,
    signInServer,
  );
  await options.verifier?.start?.();
  return openEndpoints(createServers, options);
}
