import { inProject, type Project } from '../project/project.js';
import type { SdkLine } from './sdk-line.js';

/** The same line of the SDK, whose HTTP requests are served in a project. */
export const lineIn = (project: Project, line: SdkLine): SdkLine => ({
  ...line,
  async httpEndpoint(...given) {
    const endpoint = await line.httpEndpoint(...given);
    const { answer } = endpoint;
    return {
      ...endpoint,
      fetch: (...request) => inProject(project, () => endpoint.fetch(...request)),
      ...(answer && {
        answer: (...request: Parameters<typeof answer>) =>
          inProject(project, () => answer(...request)),
      }),
      missingScopes: (...call) => inProject(project, () => endpoint.missingScopes(...call)),
      openSession: (...session) => inProject(project, () => endpoint.openSession(...session)),
    };
  },
});

/**
 * The same server, whose requests are served in a project.
 * @param server of either line of the SDK: `connect` gives a transport its listeners
 */
export function servedIn<Server extends object>(project: Project, server: Server): Server {
  const { connect } = server as { connect(transport: Transport): Promise<void> };
  return Object.assign(server, {
    connect: (transport: Transport) => connect.call(server, listeningIn(project, transport)),
  });
}

interface Transport {
  onmessage?: ((...given: unknown[]) => unknown) | undefined;
}

function listeningIn(project: Project, transport: Transport): Transport {
  let listener = transport.onmessage;
  return Object.defineProperty(transport, 'onmessage', {
    configurable: true,
    enumerable: true,
    get: () => listener,
    set(next: Transport['onmessage']) {
      listener = next && ((...given) => inProject(project, () => next(...given)));
    },
  });
}
