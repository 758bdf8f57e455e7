import { type Project, runInProject } from '../project/project.js';
import type { SdkLine } from './sdk-line.js';

/** Returns a line of the SDK whose HTTP requests are served in a project. */
export const sdkLineInProject = (project: Project, line: SdkLine): SdkLine => ({
  ...line,
  async httpEndpoint(...args) {
    const endpoint = await line.httpEndpoint(...args);
    const { respondDirectly } = endpoint;
    return {
      ...endpoint,
      fetch: (...request) => runInProject(project, () => endpoint.fetch(...request)),
      ...(respondDirectly && {
        respondDirectly: (...request: Parameters<typeof respondDirectly>) =>
          runInProject(project, () => respondDirectly(...request)),
      }),
      unknownTools: (...choice) => runInProject(project, () => endpoint.unknownTools(...choice)),
      missingScopes: (...call) => runInProject(project, () => endpoint.missingScopes(...call)),
      openSession: (...session) => runInProject(project, () => endpoint.openSession(...session)),
    };
  },
});

/**
 * Makes a server handle its requests in a project.
 * @param server of either line of the SDK: `connect` sets the listeners of a transport
 */
export function inProjectServer<Server extends object>(project: Project, server: Server): Server {
  const { connect } = server as { connect(transport: Transport): Promise<void> };
  return Object.assign(server, {
    connect: (transport: Transport) => connect.call(server, inProjectTransport(project, transport)),
  });
}

interface Transport {
  onmessage?: ((...args: unknown[]) => unknown) | undefined;
}

function inProjectTransport(project: Project, transport: Transport): Transport {
  let listener = transport.onmessage;
  return Object.defineProperty(transport, 'onmessage', {
    configurable: true,
    enumerable: true,
    get: () => listener,
    set(newListener: Transport['onmessage']) {
      listener = newListener && ((...args) => runInProject(project, () => newListener(...args)));
    },
  });
}
