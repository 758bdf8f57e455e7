import { expect, it } from 'vitest';
import { shownUrl } from '../../src/model/shown-url.js';

it.each([
  ['https://x.example/mcp', 'https://x.example/mcp'],
  ['http://bob:hunter2@x.example/mcp?token=abc#def', 'http://x.example/mcp'],
  ['bob:hunter2@x.example', '…@x.example'],
  ['https://bob:hunter2@x y', '…@x y'],
  ['mcp.example?token=abc', 'mcp.example'],
])('shows %s without password, query and fragment', (text, shown) =>
  expect(shownUrl(text)).toBe(shown),
);
