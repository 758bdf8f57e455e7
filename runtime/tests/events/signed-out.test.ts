import { expect, it, onTestFinished } from 'vitest';
import { startServices } from '../authorization-server/services.js';
import { startSite } from '../authorization-server/site.js';
import { client } from '../authorization-server/visitor.js';
import { send } from '../tasks/task-client.js';
import { receiver } from './receiver.js';

it('a user who is ended or disconnects gets no more events; others do', async () => {
  const services = await startServices();
  const site = await startSite({
    services,
    providers: ['news'],
    env: { MCP_GATE: 'open', MCP_EVENT_PRIVATE_HOSTS: '127.0.0.1' },
  });
  onTestFinished(async () => {
    await site.close();
    await services.close();
  });
  const visitor = client(site);
  const id = await visitor.registered();
  const endpoint = `${site.origin}/news/mcp`;
  const subscribed = async () => {
    const before = new Set((await site.listUsers()).map(([user]) => user));
    const tokens = await (await visitor.signIn({ id, resource: endpoint })).exchange();
    const hook = await receiver();
    const delivery = { mode: 'webhook', url: hook.url, secret: hook.secret };
    const subscription = { name: 'headline', delivery };
    const result = await send(endpoint, 'events/subscribe', subscription, tokens.access_token);
    expect(result.id).toBeTypeOf('string');
    const user = (await site.listUsers()).map(([each]) => each).find((each) => !before.has(each));
    return { hook, tokens, user };
  };
  const [ended, disconnected, reader] = [
    await subscribed(),
    await subscribed(),
    await subscribed(),
  ];
  const counted = () => [ended, disconnected, reader].map(({ hook }) => hook.received.length);
  const report = (text: string) =>
    visitor.call(reader.tokens.access_token, 'report', '/news/mcp', { text });
  await report('one');
  await expect.poll(counted, { timeout: 8_000 }).toEqual([1, 1, 1]);
  await site.manage({ 'end-user': ended.user });
  await visitor.revoke(id, disconnected.tokens.refresh_token);
  // Another process has ended the first one: this one may take some seconds to notice.
  let headlines = 1;
  const endings = async () => {
    await report(`headline ${++headlines}`);
    return site.log.filter((line) => line.includes('"subscription ended"')).length;
  };
  await expect.poll(endings, { interval: 500, timeout: 20_000 }).toBe(2);
  const counts = counted();
  await report('the last one');
  const texts = () => reader.hook.received.map(({ body }) => body.data.text);
  await expect.poll(texts, { timeout: 8_000 }).toContain('the last one');
  expect(counted().slice(0, 2)).toEqual(counts.slice(0, 2));
  expect(disconnected.hook.received).toHaveLength(1);
});
