import type { Build } from './builds.js';
import type { Forwarder } from './forward.js';
import type { ListName } from './notification-streams.js';

const LISTS: readonly ListName[] = ['tools', 'resources', 'prompts'];

/** The lists of a provider, as clients get them. */
export type ListedState = Record<ListName, unknown[]>;

/** Lists a provider. @returns the lists, and the names of those that differ from the previous ones */
export async function readLists(
  forwarder: Forwarder,
  build: Build,
  provider: string,
  previousState: ListedState | undefined,
): Promise<ListedState & { changed: ListName[] }> {
  const lists = await Promise.all(
    LISTS.map(async (list) => {
      const result = await forwarder.ask(build, provider, `${list}/list`);
      return [list, Array.isArray(result[list]) ? result[list] : []] as const;
    }),
  );
  const currentState = Object.fromEntries(lists) as ListedState;
  const differs = (list: ListName) =>
    JSON.stringify(previousState?.[list]) !== JSON.stringify(currentState[list]);
  return { ...currentState, changed: previousState ? LISTS.filter(differs) : [] };
}
