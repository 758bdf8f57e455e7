import * as prettier from 'prettier';
import { expect, it } from 'vitest';
import { textWidth } from '../../src/model/text/text-width.js';

it.each([
  '',
  'abc',
  'é',
  'e\u0301',
  '日本語',
  '가나다',
  'ﬁ',
  '👩‍👩‍👧',
  '🇩🇪',
  '❤️',
  '❤',
  '1️⃣',
  '☝🏽',
  '©',
  '‼️',
  '\u200b',
  '（）',
])('counts columns as Prettier does: %j', (own) => {
  expect(textWidth(own)).toBe(prettier.util.getStringWidth(own));
});
