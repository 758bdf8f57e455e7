import type { SpecPath } from '../../model/spec-report.js';
import { quote } from '../sentence.js';
import { placeName, type Location, type Source } from '../source.js';

/** What was given to a command that adds one item. */
interface GivenOptions {
  /** Which option says which key of the item. */
  rows: readonly { key: string; flag: string }[];
  /** Values by key; the name stands without a flag. */
  values: Readonly<Record<string, string | undefined>>;
  /** The option that says a list. */
  list?: { key: string; flag: string; values: readonly string[] };
}

export const sourceOf = ({ rows, values, list }: GivenOptions): Source => ({
  is: 'flags',
  locate({ path }) {
    const [, , key, index] = path;
    const said = key === list?.key ? list?.values[Number(index)] : undefined;
    if (list && said !== undefined) return inList(`${list.flag} ${quote(said)}`, path);
    const offset = rows.findIndex((row) => row.key === key);
    const flag = rows[offset]?.flag;
    const value = values[String(key)];
    const where = [flag, value === undefined ? undefined : quote(value)].filter(Boolean).join(' ');
    return { where, subject: flag ?? placeName(path), offset };
  },
});

const inList = (where: string, path: SpecPath): Location => ({
  where,
  subject: `${where}: ${placeName(path)}`,
  offset: Number.MAX_SAFE_INTEGER,
});
