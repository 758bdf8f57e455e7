import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OrderedFlag } from '../../src/model/command.js';
import { checkProvider } from '../../src/spec/check.js';
import { providerWithFullStops } from '../../src/spec/full-stops.js';
import { readSpec } from '../../src/spec/read-file.js';
import { toFlags } from '../../src/spec/to-flags.js';
import { flagSpecs, providerSpecs } from '../support/arbitrary.js';
import { fromFlags } from './reading.js';
import { kindsAndStyles, styles } from './styles.js';
import { yamlText } from './yaml-text.js';

const read = async (text: string, fileName: string) =>
  (await readSpec(text, fileName, kindsAndStyles)).spec;
const pairs = (argv: readonly string[]) =>
  argv.flatMap((flag, i): OrderedFlag[] => (i % 2 === 0 ? [[flag, argv[i + 1]!]] : []));

describe('any spec', () => {
  it('passes the checks unchanged', () => {
    fc.assert(
      fc.property(providerSpecs(styles), (spec) => {
        const checked = checkProvider(spec, kindsAndStyles);
        expect(checked.spec).toEqual(spec);
      }),
    );
  });

  it('is the same after JSON', async () => {
    await fc.assert(
      fc.asyncProperty(providerSpecs(styles), async (spec) => {
        expect(await read(JSON.stringify(spec, null, 2), 'a.json')).toEqual(spec);
      }),
    );
  });

  it('is the same after YAML', async () => {
    await fc.assert(
      fc.asyncProperty(providerSpecs(styles), async (spec) => {
        expect(await read(yamlText(spec), 'a.yaml')).toEqual(spec);
      }),
    );
  });

  it('is the same after flags, or flags cannot say it', () => {
    fc.assert(
      fc.property(providerSpecs(styles), (spec) => {
        const argv = toFlags(spec, kindsAndStyles);
        if (argv) expect(fromFlags(pairs(argv)).spec).toEqual(providerWithFullStops(spec));
      }),
    );
  });

  it('of scalars and lists can be said in flags', () => {
    fc.assert(
      fc.property(flagSpecs(styles), (spec) => {
        const argv = toFlags(spec, kindsAndStyles);
        expect(argv).toBeDefined();
        expect(fromFlags(pairs(argv!)).spec).toEqual(providerWithFullStops(spec));
      }),
    );
  });
});
