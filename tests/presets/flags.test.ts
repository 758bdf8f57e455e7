import { describe, expect, it } from 'vitest';
import type { OrderedFlag } from '../../src/model/command.js';
import { kindsAndStyles } from '../../src/sources/kinds-and-styles.js';
import { readProvider } from '../../src/spec/flags.js';
import { providerOptions } from '../../src/spec/flags/table.js';
import { toFlags } from '../../src/spec/to-flags.js';
import { loadPresets } from '../../src/styles/oauth2/section.js';
import { fromFlags } from '../spec/reading.js';

await loadPresets();

const about: OrderedFlag[] = [
  ['--name', 'acme'],
  ['--description', 'Repositories.'],
];
const read = (...flags: OrderedFlag[]) => fromFlags([...about, ...flags], kindsAndStyles).spec;

describe('--preset', () => {
  it('says how people sign in, and where the API is', () => {
    expect(read(['--preset', 'github'])).toMatchObject({
      baseUrl: 'https://api.github.com',
      auth: { style: 'oauth2', preset: 'github' },
    });
  });

  it('is overridden by other options', () => {
    const spec = read(['--base-url', 'https://github.acme.dev/api'], ['--preset', 'github']);
    expect(spec.baseUrl).toBe('https://github.acme.dev/api');
  });

  it('leaves the address open where each customer has another', () => {
    const { missing } = readProvider([...about, ['--preset', 'salesforce']], kindsAndStyles);
    expect(missing).toEqual(['--base-url']);
  });

  it.each<[OrderedFlag[], string]>([
    [[['--name', 'github']], 'GitHub'],
    [[['--name', 'acme']], 'Acme'],
    [
      [
        ['--name', 'github'],
        ['--display-name', 'Ours'],
      ],
      'Ours',
    ],
  ])('is the display name of a provider with its name: %j', (named, displayName) => {
    const words: OrderedFlag[] = [['--description', 'Code.'], ['--preset', 'github'], ...named];
    const { spec } = fromFlags(words, kindsAndStyles);
    expect(spec.displayName).toBe(displayName);
    const isStated = named.length > 1;
    expect((toFlags(spec, kindsAndStyles) ?? []).includes('--display-name')).toBe(isStated);
  });

  it('is in the command that repeats a run', () => {
    const spec = read(['--preset', 'github']);
    const flags = toFlags(spec, kindsAndStyles) ?? [];
    expect(flags).toEqual(expect.arrayContaining(['--preset', 'github']));
  });

  it('names what was probably meant, whatever is missing', () => {
    expect(() => readProvider([['--preset', 'githb']], kindsAndStyles)).toThrow(
      '--preset "githb" is not known; did you mean "github"?',
    );
  });

  it('is for the style that knows services', () => {
    const base: OrderedFlag = ['--base-url', 'https://a.dev'];
    expect(() => read(base, ['--auth', 'bearer'], ['--preset', 'github'])).toThrow(
      '--preset goes with the style "oauth2", not with "bearer".',
    );
  });

  it('is listed with all names', () => {
    const option = providerOptions(kindsAndStyles.kinds, kindsAndStyles.styles).find(({ flags }) =>
      flags.startsWith('--preset'),
    );
    expect(option?.description).toContain('github, gitlab, google, hubspot');
  });
});
