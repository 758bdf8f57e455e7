import { expect, it } from 'vitest';
import { invisibleIn, withoutInvisible } from '../../runtime/src/utils/invisible.js';

it.each([
  ['tags', 'Rooms\u{E0041}\u{E0042}', 'Rooms'],
  ['zero-width characters', 'All\u200B ro\u2060oms', 'All rooms'],
  ['marks of direction', 'Rooms\u202E in\u200F use', 'Rooms in use'],
  [
    'an emoji',
    'Crew \u{1F469}\u200D\u{1F680} \u2600\uFE0F',
    'Crew \u{1F469}\u200D\u{1F680} \u2600\uFE0F',
  ],
  [
    'emoji of several characters',
    '\u2764\uFE0F\u200D\u{1F525} \u{1F3F3}\uFE0F\u200D\u{1F308} \u{1F3C3}\u{1F3FD}\u200D\u2642\uFE0F #\uFE0F\u20E3 \u00A9\uFE0E',
    '\u2764\uFE0F\u200D\u{1F525} \u{1F3F3}\uFE0F\u200D\u{1F308} \u{1F3C3}\u{1F3FD}\u200D\u2642\uFE0F #\uFE0F\u20E3 \u00A9\uFE0E',
  ],
  [
    'Persian',
    '\u0646\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645\u200F',
    '\u0646\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645\u200F',
  ],
])('makes %s visible', (_, text, expected) => {
  expect(withoutInvisible(text)).toBe(expected);
  expect(invisibleIn(expected)).toEqual([]);
});
