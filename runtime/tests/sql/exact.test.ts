import { describe, expect, it, onTestFinished } from 'vitest';
import * as z from 'zod';
import { defineTool } from '../../src/call/define/define.js';
import { int64, integer } from '../../src/call/schema/integer.js';
import { as, databases } from './databases.js';

const IDS = ['1183539000000000000', '1183539000000000001', '1183539000000000002'];

describe.each(databases.filter(({ isMissing }) => !isMissing))('$name', ({ open }) => {
  it('ids of 64 bits select, list and change the row they name', async () => {
    const db = await open();
    onTestFinished(() => db.stop());
    await db.admin('create table post (id bigint primary key, body varchar(20) not null)');
    const rows = IDS.map((id) => `(${id}, 'of ${id.slice(-1)}')`).join();
    await db.admin(`insert into post values ${rows}`);
    const tables = db.tables({ users: 'shared' });
    const post = z.object({ id: z.union([integer(), z.string()]), body: z.string() });
    const get = defineTool({
      name: 'get_post',
      description: '',
      input: z.object({ id: int64() }),
      output: post,
      run: tables.one('select id, body from post where id = :id'),
    });
    const list = defineTool({
      name: 'list_posts',
      description: '',
      input: z.object({ limit: z.int(), cursor: z.string().optional() }),
      run: tables.page('posts', 'select id, body from post', { by: ['id'] }),
    });
    const call = (tool: typeof get, args: unknown) => tool.call(args, as('ann'));

    const [, second = ''] = IDS;
    expect(await call(get, { id: second })).toMatchObject({
      structuredContent: { id: second, body: 'of 1' },
    });
    await expect(call(get, { id: Number(second) })).rejects.toThrow(/pass it as a string/);

    const found: string[] = [];
    for (let cursor: string | undefined, pages = 0; pages < 4; pages++) {
      const { content } = (await call(list, { limit: 1, cursor })) as {
        content: [{ text: string }];
      };
      const page = JSON.parse(content[0].text) as { posts: { id: string }[]; next_cursor?: string };
      found.push(...page.posts.map(({ id }) => id));
      cursor = page.next_cursor;
      if (cursor === undefined) break;
    }
    expect(found).toEqual(IDS);
  });

  it('a change whose result cannot be sent does not happen', async () => {
    const db = await open();
    onTestFinished(() => db.stop());
    await db.admin('create table post (id bigint primary key, body varchar(20) not null)');
    await db.admin(`insert into post values (1, 'before')`);
    const tables = db.tables({ users: 'shared' });
    const change = defineTool({
      name: 'update_post',
      description: '',
      input: z.object({ id: int64(), body: z.string() }),
      output: z.object({ body: z.number() }),
      run: tables.change('update post set body = :body where id = :id', {
        then: 'select body from post where id = :id',
      }),
    });
    await expect(change.call({ id: 1, body: 'after' }, as('ann'))).rejects.toThrow(
      /does not match the output schema.*Nothing was changed/,
    );
    expect(await tables.one('select body from post where id = 1')({}, as('ann'))).toEqual({
      body: 'before',
    });
  });
});
