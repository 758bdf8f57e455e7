import { expect, it } from 'vitest';
import { ask, post } from '../ask.js';
import { startProcess } from '../process.js';
import { configWith, projectFolder } from '../small-project.js';

/** A value inside of itself. */
const nested = (depth: number, inner: unknown, outer: (value: unknown) => unknown): unknown =>
  Array.from({ length: depth }).reduce(outer, inner);

const filters = (inner: unknown) => nested(120, inner, (value) => ({ op: 'not', items: [value] }));
const wide = { value: 1, children: Array.from({ length: 60_000 }, () => ({ value: 'x' })) };

it.each<[tool: string, args: unknown, says: string]>([
  ['pattern', { mail: `${'a'.repeat(45)}!` }, 'mail: Invalid string: must match pattern'],
  ['raw_pattern', { [`${'a'.repeat(60)}!`]: 1 }, 'Invalid string: must match pattern'],
  ['filter', { filter: filters({ op: 'and' }) }, 'checked'],
  ['filter', { filter: filters({ op: 'x' }) }, 'it matches none of 4 alternatives'],
  ['list', { ids: Array.from({ length: 300_000 }, (_, index) => index) }, 'checked'],
  ['list', { ids: Array.from({ length: 60_000 }, (_, id) => ({ id })) }, 'checked'],
  ['tree', nested(230, wide, (value) => ({ value: 1, children: [value] })), 'Invalid arguments'],
])('/healthz answers while arguments of "%s" are checked', async (name, args, says) => {
  const root = projectFolder(configWith('open'));
  const { url } = startProcess([], { CHECKING_ROOT: root }, 'providers/open/checking.js');
  const body = JSON.stringify({
    jsonrpc: '2.0',
    id: 1,
    method: 'tools/call',
    params: { name, arguments: args },
  });
  const called = post(`${await url}/open/mcp`, body);
  const health = await Promise.all(
    Array.from({ length: 5 }, async () => (await ask(`${await url}/healthz`)).status),
  );
  expect(health).toEqual([200, 200, 200, 200, 200]);
  const { text } = await called;
  expect(text).toContain(says);
  expect(text).not.toContain('Internal error');
});
