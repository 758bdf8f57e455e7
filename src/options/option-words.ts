import type { CommandOption, OrderedFlag } from '../model/command.js';
import { camelCase, kebabCase } from '../model/names.js';
import { flagOf } from './combinations.js';

/** They say how a run goes and what it prints, not what it makes. */
const OF_THE_RUN = new Set(['yes', 'install', 'dryRun', 'diff', 'json', 'debug', 'color', 'all']);

/** The words of a command line that say the same without a question: `ordered` options, lists, values, then switches. */
export function optionWords(options: object, ordered: readonly OrderedFlag[] = []): string[] {
  const all = Object.entries<unknown>({ ...options });
  const lists = all.flatMap(([key, one]) =>
    Array.isArray(one) ? one.flatMap((each) => [flag(key), String(each)]) : [],
  );
  const values = all.flatMap(([key, one]) => (typeof one === 'string' ? [flag(key), one] : []));
  const switches = all.flatMap(([key, one]) =>
    typeof one !== 'boolean' || OF_THE_RUN.has(key) ? [] : [flag(one ? key : `no-${key}`)],
  );
  return [...ordered.flat(), ...lists, ...values, ...switches];
}

/** Options whose value is not the default that `table` states for them. */
export const withoutUsual = (options: object, table: readonly CommandOption[]): object =>
  Object.fromEntries(
    Object.entries<unknown>({ ...options }).filter(([key, value]) =>
      table.every(
        (option) =>
          option.default !== value || camelCase(flagOf(option).slice('--'.length)) !== key,
      ),
    ),
  );

const flag = (name: string) => `--${kebabCase(name)}`;
