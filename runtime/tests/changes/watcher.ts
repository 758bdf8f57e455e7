import type { Client } from '@modelcontextprotocol/client';
import { expect } from 'vitest';

/** What a client is told of the lists and of one resource. */
export async function watch(client: Client, uri: string) {
  const notices: string[] = [];
  const note = (what: string) => () => void notices.push(what);
  client.setNotificationHandler('notifications/tools/list_changed', note('tools'));
  client.setNotificationHandler('notifications/prompts/list_changed', note('prompts'));
  client.setNotificationHandler('notifications/resources/list_changed', note('resources'));
  client.setNotificationHandler(
    'notifications/resources/updated',
    ({ params }) => void notices.push(params.uri),
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
    notices,
    subscription,
    async expectNotices(...expected: string[]) {
      await expect.poll(() => notices.toSorted()).toEqual(expected.toSorted());
      notices.length = 0;
    },
  };
}
