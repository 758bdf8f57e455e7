import type { Change } from './changes.js';
import type { Principal } from './principal.js';
import type { Report, ServedProvider } from './sdk-line.js';

/** A server of either line of the SDK that is connected to one client. */
export interface ConnectedServer {
  sendResourceUpdated(params: { uri: string }): Promise<void>;
  sendResourceListChanged(): Promise<void>;
  sendToolListChanged(): Promise<void>;
  sendPromptListChanged(): Promise<void>;
  onclose?: (() => void) | undefined;
}

/** Tells a client of changes until it leaves; of resources, only of those that it watches. */
export function announce(
  server: ConnectedServer,
  { changes, capabilities }: ServedProvider,
  principal: Principal,
  isWatched: (uri: string) => boolean,
  report: Report,
): void {
  const lists = {
    tools: () => server.sendToolListChanged(),
    resources: () => server.sendResourceListChanged(),
    prompts: () => server.sendPromptListChanged(),
  };
  async function send(change: Change): Promise<void> {
    if (!('uri' in change)) {
      if (capabilities[change.list]?.listChanged) await lists[change.list]();
    } else if (isWatched(change.uri)) await server.sendResourceUpdated(change);
  }
  const end = changes.subscribe(principal, (change) => {
    send(change).catch((error: unknown) => report('error', 'notification', error));
  });
  const { onclose } = server;
  server.onclose = () => {
    end();
    onclose?.();
  };
}
