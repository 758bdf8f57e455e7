import type { ChangeNotice } from '../call/lists/changes.js';
import type { Principal } from '../identity/principal.js';
import type { Report, ServedProvider } from './sdk-line.js';

/** A server of either line of the SDK that is connected to one client. */
export interface ConnectedServer {
  sendResourceUpdated(params: { uri: string }): Promise<void>;
  sendResourceListChanged(): Promise<void>;
  sendToolListChanged(): Promise<void>;
  sendPromptListChanged(): Promise<void>;
  onclose?: (() => void) | undefined;
}

/**
 * Notifies a client of changes until it leaves; of resources, only of those that it watches.
 * @param untilRead resolves when the client can receive the next notification
 */
export function announceChanges(
  server: ConnectedServer,
  { changes, capabilities }: ServedProvider,
  principal: Principal,
  isWatched: (uri: string) => boolean,
  report: Report,
  untilRead: () => Promise<void> = async () => {},
): void {
  const lists = {
    tools: () => server.sendToolListChanged(),
    resources: () => server.sendResourceListChanged(),
    prompts: () => server.sendPromptListChanged(),
  };
  async function send(change: ChangeNotice): Promise<void> {
    if (!('uri' in change)) {
      if (capabilities[change.list]?.listChanged) await lists[change.list]();
    } else await server.sendResourceUpdated(change);
  }
  const unsubscribe = changes.subscribe(principal, isWatched, async (change) => {
    await send(change).catch((error: unknown) => report('error', 'notification', error));
    await untilRead();
  });
  const { onclose } = server;
  server.onclose = () => {
    unsubscribe();
    onclose?.();
  };
}
