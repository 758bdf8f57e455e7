import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { defineTool } from '../../src/call/define/define.js';
import type { Tool } from '../../src/call/define/definitions.js';
import { listedTool } from '../../src/call/lists/lists.js';
import { Operations } from '../../src/search/operations.js';
import { searchTools } from '../../src/search/search-tools.js';

const rows = (name: string): string[][] =>
  readFileSync(new URL(`${name}.tsv`, import.meta.url), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => line.split('\t'));

const ANNOTATIONS = {
  read: { readOnlyHint: true },
  write: { destructiveHint: false },
  destructive: { destructiveHint: true },
};

/** What `import openapi` makes of the document in @octokit/openapi 23.0.2, without schemas: 1,186 tools. */
const tools = new Map<string, Tool>(
  rows('github-operations').map(([name = '', kind = '', title = '', description = '']) => [
    name,
    defineTool({
      name,
      ...(title && { title }),
      description,
      input: z.object({}),
      annotations: ANNOTATIONS[kind as keyof typeof ANNOTATIONS],
      run: async () => {},
    }),
  ]),
);

/** Queries with the operations that they mean. */
const queriesIn = (name: string) =>
  rows(name).map(([query = '', expected = '']) => ({ query, expected: expected.split(' ') }));

/**
 * Their origin is GitHub CLI (cli/cli, commit 44ee1776, MIT): the texts of its commands, in the files of the third column.
 * Commands without an operation of this API are left out. The weights of the search were chosen with this set, so its
 * numbers are too good.
 */
const queries = queriesIn('github-queries');

/**
 * Written for this test, before it ran first, by somebody who knows the API: names of operations were at hand, titles and
 * descriptions were not. Nothing of the queries was changed after measuring.
 */
const heldOut = queriesIn('github-held-out');

describe('search in the operations of GitHub', () => {
  const operations = new Operations(tools);

  it('knows the operations of all queries', () => {
    const all = [...queries, ...heldOut].flatMap(({ expected }) => expected);
    expect(all.filter((name) => !tools.has(name))).toEqual([]);
    expect([queries.length, heldOut.length]).toEqual([102, 44]);
  });

  it.each([
    ['tuned', queries, 5, 0.88],
    ['tuned', queries, 8, 0.93],
    ['held out', heldOut, 5, 0.85],
    ['held out', heldOut, 8, 0.88],
  ] as const)('finds operations of queries that are %s', async (_, set, most, share) => {
    const found = await Promise.all(set.map(({ query }) => operations.find([query], most)));
    const missed = set.filter(
      ({ expected }, at) => !found[at]?.some(({ name }) => expected.includes(name)),
    );
    const hits = 1 - missed.length / set.length;
    expect(hits, missed.map(({ query }) => query).join(', ')).toBeGreaterThanOrEqual(share);
  });

  it('lists at most 1,500 tokens', () => {
    const listed = [...searchTools({ name: 'github', title: 'GitHub' }, tools).values()];
    expect(JSON.stringify(listed.map(listedTool)).length / 4).toBeLessThanOrEqual(1_500);
  });
});

const DESCRIBED = {
  zh_send: '向客户发送发票。',
  zh_sign: '签署合同书并通知对方。',
  zh_book: '借一本书。',
  zh_slang: '我懵逼了。',
  ja_half: 'ﾃｽﾄを実行します。',
  ja_order: '注文書の一覧を取得します。',
  ja_in: 'がぎぐの会議室を予約する。',
  ko_room: '회의실을 예약합니다.',
  th_invoice: 'ส่งใบแจ้งหนี้ให้ลูกค้า',
  hi_bill: 'ग्राहक को बिल भेजें।',
  ru_user: 'Создаёт нового пользователя.',
  de_account: 'Löscht die Rechnungsadresse.',
  ar_order: 'إلغاء الطلب',
};

it.each([
  ['发票', 'zh_send'],
  ['发送发票', 'zh_send'],
  ['合同', 'zh_sign'],
  ['书', 'zh_book'],
  ['懵逼', 'zh_slang'],
  ['テスト', 'ja_half'],
  ['注文', 'ja_order'],
  ['会議室', 'ja_in'],
  ['회의실', 'ko_room'],
  ['회의실 예약', 'ko_room'],
  ['ใบแจ้งหนี้', 'th_invoice'],
  ['ลูกค้า', 'th_invoice'],
  ['बिल', 'hi_bill'],
  ['пользователь', 'ru_user'],
  ['rechnungsadresse löschen', 'de_account'],
  ['Rechnung', 'de_account'],
  ['الطلب', 'ar_order'],
])('finds words of other languages: %s', async (query, expected) => {
  const described = Object.entries(DESCRIBED).map(([name, description]): [string, Tool] => [
    name,
    defineTool({ name, description, input: z.object({}), run: async () => {} }),
  ]);
  const found = await new Operations(new Map(described)).find([query], 2);
  expect(found.map(({ name }) => name)).toContain(expected);
});
