import { expect, it } from 'vitest';
import { searchResultText } from '../../src/search/found-text.js';

it('the names of a search result that have no room are counted', () => {
  const names = Array.from({ length: 40 }, (_, index) => `operation_with_a_long_name_${index}`);
  const text = searchResultText([], names);
  const shown = names.filter((name) => text.includes(`${name},`));
  expect(shown.length).toBeGreaterThan(10);
  expect(text).toMatch(new RegExp(`, ${names.length - shown.length} more$`));
});
