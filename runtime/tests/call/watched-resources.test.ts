import { expect, it } from 'vitest';
import { WatchedResources } from '../../src/call/lists/watched-resources.js';

it('the URIs that a client subscribes to are bounded', () => {
  const watched = new WatchedResources();
  const long = (start: string) => start.padEnd(128_000, 'x');
  watched.add(long('a'));
  watched.add(long('b'));
  watched.add(long('b'));
  expect(() => watched.add('c')).toThrow('256000 characters in all');
  watched.delete(long('missing'));
  expect(() => watched.add('c')).toThrow('256000 characters in all');
  watched.delete(long('a'));
  watched.add('c');
  expect([watched.has('c'), watched.has(long('a'))]).toEqual([true, false]);
});
