import type { CommandOption, OrderedFlag } from '../model/command.js';
import { camelCase, kebabCase } from '../model/names.js';
import { optionFlag } from './combinations.js';

/** Options about how a command runs and what it prints, without effect on its result. */
const RUN_OPTIONS = new Set(['yes', 'install', 'dryRun', 'diff', 'json', 'debug', 'color', 'all']);

/**
 * Returns the words of an equivalent command line without questions: `orderedOptions` options,
 * lists, values, then switches.
 */
export function optionWords(
  options: object,
  orderedOptions: readonly OrderedFlag[] = [],
): string[] {
  const entries = Object.entries<unknown>({ ...options });
  const lists = entries.flatMap(([key, optionValue]) =>
    Array.isArray(optionValue) ? optionValue.flatMap((item) => [flag(key), String(item)]) : [],
  );
  const values = entries.flatMap(([key, optionValue]) =>
    typeof optionValue === 'string' ? [flag(key), optionValue] : [],
  );
  const switches = entries.flatMap(([key, optionValue]) =>
    typeof optionValue !== 'boolean' || RUN_OPTIONS.has(key)
      ? []
      : [flag(optionValue ? key : `no-${key}`)],
  );
  return [...orderedOptions.flat(), ...lists, ...values, ...switches];
}

/** Returns options whose value differs from the default in `table`. */
export const withoutDefaultOptions = (options: object, table: readonly CommandOption[]): object =>
  Object.fromEntries(
    Object.entries<unknown>({ ...options }).filter(([key, value]) =>
      table.every(
        (option) =>
          option.default !== value || camelCase(optionFlag(option).slice('--'.length)) !== key,
      ),
    ),
  );

const flag = (name: string) => `--${kebabCase(name)}`;
