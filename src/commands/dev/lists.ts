import type { Build } from './builds.js';
import type { Forwarder } from './forward.js';
import type { ListName } from './streams.js';

const LISTS: readonly ListName[] = ['tools', 'resources', 'prompts'];

/** What a provider lists, as clients get it. */
export type ListedState = Record<ListName, unknown[]>;

/** @returns also which lists differ from the ones before */
export async function listsOf(
  forwarder: Forwarder,
  build: Build,
  provider: string,
  before: ListedState | undefined,
): Promise<ListedState & { changed: ListName[] }> {
  const lists = await Promise.all(
    LISTS.map(async (list) => {
      const result = await forwarder.ask(build, provider, `${list}/list`);
      return [list, Array.isArray(result[list]) ? result[list] : []] as const;
    }),
  );
  const now = Object.fromEntries(lists) as ListedState;
  const differs = (list: ListName) => JSON.stringify(before?.[list]) !== JSON.stringify(now[list]);
  return { ...now, changed: before ? LISTS.filter(differs) : [] };
}
