import { expect, it } from 'vitest';
import { withoutLogin } from '../../src/testing/sql/database.js';

it.each([
  ['ann:s%20t', { username: 'ann', password: 's t' }],
  ['ann', { username: 'ann', password: 'none' }],
])('takes the login "%s" out of the URL of a test database', (login, expected) => {
  const url = new URL(`postgres://${login}@127.0.0.1:5432/shop_test?sslmode=disable`);
  expect(withoutLogin(url)).toEqual({
    url: 'postgres://127.0.0.1:5432/shop_test?sslmode=disable',
    login: expected,
  });
});
