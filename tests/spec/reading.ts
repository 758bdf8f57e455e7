import { expect } from 'vitest';
import type { ApiProvider } from '../../src/kinds/api/spec.js';
import type { OrderedFlag } from '../../src/model/command.js';
import { CliError } from '../../src/model/errors/cli-error.js';
import { readProvider } from '../../src/spec/flags.js';
import { readSpec } from '../../src/spec/read-file.js';
import { kindsAndStyles } from './styles.js';

/** The first four lines of a provider. */
export const HEAD =
  'name: acme\ndescription: Rooms.\nbaseUrl: https://a.dev\nauth: { style: none }\n';

/** Options as they are typed, each with its value behind the first space. */
export const flagsOf = (...typed: string[]): OrderedFlag[] =>
  typed.map((each) => [each.split(' ', 1)[0] ?? '', each.slice(each.indexOf(' ') + 1)]);

/** What commands make of flags that say everything. */
export function fromFlags(flags: readonly OrderedFlag[], known = kindsAndStyles) {
  const { draft, missing, check } = readProvider(flags, known);
  expect(missing).toEqual([]);
  const { spec, warnings } = check(draft);
  return { spec: spec as ApiProvider, warnings };
}

export async function readFile(text: string, fileName = 'acme.yaml') {
  const { spec, warnings } = await readSpec(text, fileName, kindsAndStyles);
  return { spec: spec as ApiProvider, warnings };
}

/** What `run` refuses. */
export function refusal(run: () => unknown): CliError {
  try {
    run();
  } catch (error) {
    if (error instanceof CliError) return error;
    throw error;
  }
  throw new Error('Nothing was refused');
}

export const failureOf = (run: Promise<unknown>): Promise<CliError | undefined> =>
  run.then(
    () => undefined,
    (error: unknown) => {
      if (error instanceof CliError) return error;
      throw error;
    },
  );
