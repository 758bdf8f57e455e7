import { describe, expect, it } from 'vitest';
import { Scanner } from '../../src/model/scanner.js';
import { kindsAndStyles } from '../../src/sources/kinds-and-styles.js';
import { readParam } from '../../src/spec/flags/param.js';
import { providerOptions } from '../../src/spec/flags/table.js';
import { typeForms } from '../../src/spec/flags/type-help.js';

const options = providerOptions(kindsAndStyles.kinds, kindsAndStyles.styles);

describe('a row of help says the form of a setting and the styles that have it', () => {
  it.each([
    ['--auth-in <in>', 'where the key is sent: header, query, cookie, body (api-key)'],
    ['--auth-prefix <prefix>', 'prefix before the key, such as "Token " (api-key, path-key)'],
    ['--auth-token-url <url>', 'token endpoint (client-credentials, oauth2, token-exchange)'],
    [
      '--auth-client-authentication <authentication>',
      'client authentication at the token endpoint: none, post, basic, basic-raw (client-credentials, oauth2, token-exchange)',
    ],
    ['--auth-scope-separator <separator>', 'separator between scopes: " " or "," (oauth2)'],
  ])('%s', (flags, description) => {
    expect(options.find((option) => option.flags === flags)).toMatchObject({ description });
  });

  it('begins with a small letter and ends without a full stop', () => {
    for (const { description } of options) expect(description).toMatch(/^[a-z].*[^.]$|^[A-Z]{2}/);
  });
});

it.each(typeForms)('the type %s that help names is valid in --param', (form) => {
  expect(readParam(new Scanner(`x:${form} What it is`)).schema).toMatchObject({
    type: expect.anything() as unknown,
    description: 'What it is',
  });
});
