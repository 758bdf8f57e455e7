import { describe, expect, it } from 'vitest';
import type { OrderedFlag } from '../../src/model/command.js';
import { authStyles } from '../../src/spec/auth-styles.gen.js';
import { missingAnswers } from '../../src/spec/flags/draft.js';
import { providerOptions } from '../../src/spec/flags/table.js';
import { providerFromFlags, readFlags } from '../../src/spec/flags.js';
import { toFlags } from '../../src/spec/to-flags.js';

const about: OrderedFlag[] = [
  ['--name', 'acme'],
  ['--description', 'Repositories.'],
];
const read = (...flags: OrderedFlag[]) => providerFromFlags([...about, ...flags], authStyles).spec;

describe('--preset', () => {
  it('says how people sign in, and where the API is', () => {
    expect(read(['--preset', 'github'])).toMatchObject({
      baseUrl: 'https://api.github.com',
      auth: { style: 'oauth2', preset: 'github' },
    });
  });

  it('gives way to what is said beside it', () => {
    const spec = read(['--base-url', 'https://github.acme.dev/api'], ['--preset', 'github']);
    expect(spec.baseUrl).toBe('https://github.acme.dev/api');
  });

  it('leaves the address open where each customer has another', () => {
    const { draft } = readFlags([...about, ['--preset', 'salesforce']], authStyles);
    expect(missingAnswers(draft, authStyles)).toEqual(['--base-url']);
  });

  it('is in the command that repeats a run', () => {
    const spec = read(['--preset', 'github']);
    const flags = toFlags(spec, authStyles) ?? [];
    expect(flags).toEqual(expect.arrayContaining(['--preset', 'github']));
  });

  it('names what was probably meant', () => {
    const base: OrderedFlag = ['--base-url', 'https://a.dev'];
    expect(() => read(base, ['--preset', 'githb'])).toThrow(
      /^--preset "githb": .*; did you mean "github"\?$/s,
    );
  });

  it('is for the style that knows services', () => {
    const base: OrderedFlag = ['--base-url', 'https://a.dev'];
    expect(() => read(base, ['--auth', 'bearer'], ['--preset', 'github'])).toThrow(
      '--preset "github": auth.preset is not a known key',
    );
  });

  it('is listed with all names', () => {
    const option = providerOptions(authStyles).find(({ flags }) => flags.startsWith('--preset'));
    expect(option?.description).toContain('github, gitlab, google, hubspot');
  });
});
