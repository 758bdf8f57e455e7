import type { Client } from '@modelcontextprotocol/client';
import { expect } from 'vitest';

/** What a client is told of the lists and of one resource. */
export async function watch(client: Client, uri: string) {
  const told: string[] = [];
  const note = (what: string) => () => void told.push(what);
  client.setNotificationHandler('notifications/tools/list_changed', note('tools'));
  client.setNotificationHandler('notifications/prompts/list_changed', note('prompts'));
  client.setNotificationHandler('notifications/resources/list_changed', note('resources'));
  client.setNotificationHandler(
    'notifications/resources/updated',
    ({ params }) => void told.push(params.uri),
  );
  const isCurrent = client.getProtocolEra() === 'modern';
  const subscription = isCurrent
    ? await client.listen({
        toolsListChanged: true,
        promptsListChanged: true,
        resourcesListChanged: true,
        resourceSubscriptions: [uri],
      })
    : undefined;
  if (!isCurrent) await client.subscribeResource({ uri });
  return {
    told,
    subscription,
    async expectTold(...expected: string[]) {
      await expect.poll(() => told.toSorted()).toEqual(expected.toSorted());
      told.length = 0;
    },
  };
}
