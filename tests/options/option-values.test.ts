import { expect, expectTypeOf, it } from 'vitest';
import type { CreateOptions } from '../../src/commands/create/details.js';
import type { CommandOption, OptionValues } from '../../src/model/command.js';
import { isStated } from '../../src/options/combinations.js';
import { withEach } from '../../src/options/common-options.js';
import { optionWords, withoutDefaultOptions } from '../../src/options/option-words.js';
import type { ImportOptions } from '../../src/updates/options.js';

const table = withEach({ group: 'Some' }, [
  { flags: '-y, --yes', description: '' },
  { flags: '--no-types', description: '' },
  { flags: '--allow-all-changes', description: '', negatable: true },
  { flags: '--from-database <url>', description: '' },
  { flags: '--include <pattern>', description: '', repeat: 'list' },
  { flags: '--output <file>', description: '', repeat: 'ordered' },
  { flags: '--users <mode>', description: '', choices: ['own', 'shared'], default: 'own' },
]);

it('types the values of a table by the names and forms of its options', () => {
  expectTypeOf<OptionValues<typeof table>>().toEqualTypeOf<{
    readonly yes?: boolean | undefined;
    readonly types?: boolean | undefined;
    readonly allowAllChanges?: boolean | undefined;
    readonly fromDatabase?: string | undefined;
    readonly include?: readonly string[] | undefined;
    readonly users?: 'own' | 'shared' | undefined;
  }>();
  const options: readonly CommandOption[] = table;
  expect(options.every(({ group }) => group === 'Some')).toBe(true);
});

it('makes a misspelt option of a command an error of the compiler', () => {
  // @ts-expect-error: the option is "--from-database"
  const wrong: CreateOptions = { fromDatbase: 'env:DATABASE_URL' };
  // @ts-expect-error: it is a list
  const single: ImportOptions = { include: '*' };
  expect([wrong, single]).toHaveLength(2);
  expectTypeOf<CreateOptions['users']>().toEqualTypeOf<
    'parameter' | 'policies' | 'shared' | undefined
  >();
});

it('repeats what differs from the defaults, in the words of the command line', () => {
  const options = { users: 'own', include: ['a', 'b'], allowAllChanges: false, yes: true } as const;
  expect(
    optionWords(withoutDefaultOptions({ ...options, fromDatabase: undefined }, table)),
  ).toEqual([...['--include', 'a', '--include', 'b'], '--no-allow-all-changes']);
  expect(isStated({ arguments: [], options, ordered: [] }, '--users shared')).toBe(false);
});
