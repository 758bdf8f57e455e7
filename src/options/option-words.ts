import type { GivenArguments } from '../model/command.js';
import { kebabCase } from '../model/names.js';

/** Options that were typed, and answers as if they had been. */
export interface Answers extends Partial<Pick<GivenArguments, 'ordered'>> {
  values?: Readonly<Record<string, string | undefined>>;
  lists?: Readonly<Record<string, readonly string[] | undefined>>;
  switches?: Readonly<Record<string, boolean | undefined>>;
}

/** They say how a run goes and what it prints, not what it makes. */
const OF_THE_RUN = new Set(['yes', 'install', 'dryRun', 'diff', 'json', 'debug', 'color', 'all']);

/** The words of a command line that say the same without a question. */
export const optionWords = ({
  ordered = [],
  lists = {},
  values = {},
  switches = {},
}: Answers): string[] => [
  ...ordered.flat(),
  ...Object.entries(lists).flatMap(([key, all = []]) => all.flatMap((one) => [flag(key), one])),
  ...Object.entries(values).flatMap(([key, one]) => (one === undefined ? [] : [flag(key), one])),
  ...Object.entries(switches).flatMap(([key, on]) =>
    on === undefined || OF_THE_RUN.has(key) ? [] : [flag(on ? key : `no-${key}`)],
  ),
];

const flag = (name: string) => `--${kebabCase(name)}`;
