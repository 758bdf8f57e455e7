import { describe, expect, it } from 'vitest';
import { addConfigEntry, addConfigValue } from '../../src/edit/provider-config.js';

const TEXT = `# Our servers.
providers:
  # Ours.
  acme:
    kind: api
    base_url: https://a.example # stage
    scopes: [read, write]

  # Weather for the office.
  weather:
    base_url: 'https://w.example'
    base_urls:
      - https://w.example # main

# The end.
`;

describe('provider-config.yaml keeps comments, quotes and blank lines', () => {
  it.each([
    ['acme', 'scopes', 'delete', '[read, write]', '[read, write, delete]'],
    [
      'weather',
      'base_urls',
      'https://x.example',
      '# main\n',
      '# main\n      - https://x.example\n',
    ],
    [
      'acme',
      'base_urls',
      'https://x.example',
      '# stage\n',
      '# stage\n    base_urls:\n      - https://x.example\n',
    ],
  ])('with a value in %s.%s', (provider, key, value, was, now) => {
    const changed = addConfigValue(TEXT, provider, key, value);
    expect(changed).toBe(TEXT.replace(was, now));
    expect(addConfigValue(changed ?? '', provider, key, value)).toBe(changed);
  });

  it.each(['providers: []\n', 'providers:\n', 'providers: {\n', '- a\n'])(
    'and is not edited where it is %j',
    (text) => {
      expect(addConfigEntry(text, 'a', 'a: {}')).toBeUndefined();
      expect(addConfigValue(text, 'a', 'b', 'c')).toBeUndefined();
    },
  );
});
