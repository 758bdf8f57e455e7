import { expect, it } from 'vitest';
import { LinkedUris } from '../../src/remote/linked-uris.js';

it('keeps the URIs of each user that were named last, as the server has written them', () => {
  const links = new LinkedUris();
  links.add('ann', 'demo://Room');
  links.add('ann', 'HTTP://a.test');
  links.add('ann', 'no URI');
  links.add('ann', `demo://${'x'.repeat(1_000)}`);
  expect(links.get('ann', 'http://a.test/')).toBe('HTTP://a.test');
  expect(links.get('bob', 'http://a.test/')).toBeUndefined();
  expect(links.has('http://a.test/')).toBe(true);
  expect(links.has(`demo://${'x'.repeat(1_000)}`)).toBe(false);
  for (let count = 0; count < 9_999; count++) links.add('bob', `demo://${count}`);
  expect([links.has('demo://Room'), links.has('http://a.test/')]).toEqual([false, true]);
});
