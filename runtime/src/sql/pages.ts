import { ToolError } from '../call/define.js';
import { StartError } from '../utils/start-error.js';
import type { Dialect } from './compile.js';
import type { Row } from './driver.js';
import { nodeCrypto } from '../node/node-module.js';

const COLUMN = /^-?[a-z_][a-z0-9_]*$/i;
/** Names that no argument can have: these have capital letters nowhere, and tools cannot declare them by accident. */
export const SIZE = 'page_size_';
export const afterName = (index: number): string => `page_after_${index}_`;

/** A statement, page by page: in the order of the columns `by`, each page after the last row of the one before. */
export function paged(text: string, by: readonly string[], dialect: Dialect) {
  const mark = nodeCrypto()
    .createHash('sha256')
    .update(`${text} ${by.join()}`)
    .digest('base64url')
    .slice(0, 8);
  const names = by.map((key) => key.replace('-', ''));
  return {
    ...statements(text, by, dialect),
    /** Continues after this row. */
    cursorAfter: (row: Row): string =>
      Buffer.from(JSON.stringify([mark, ...names.map((name) => row[name])])).toString('base64url'),
    /** Arguments of the next page. @throws ToolError where the cursor is not one of this statement */
    afterCursor: (cursor: string): Row =>
      Object.fromEntries(
        opened(cursor, mark, by.length).map((value, index) => [
          afterName(index),
          keyValue(value, dialect),
        ]),
      ),
  };
}

function statements(text: string, by: readonly string[], dialect: Dialect) {
  const keys = by.map((key) => {
    if (!COLUMN.test(key))
      throw new StartError(`"by" must contain names of columns, not "${key}".`);
    const name = key.replace('-', '');
    const column = dialect === 'mysql' ? `\`${name}\`` : `"${name}"`;
    return { column, down: key.startsWith('-') };
  });
  if (keys.length === 0) throw new StartError('"by" must contain at least one column.');
  const inner = text.trim().replace(/;$/, '');
  const order = keys.map(({ column, down }) => `${column}${down ? ' desc' : ''}`).join(', ');
  // (a, b) > (x, y), written out: directions can differ, and MySQL uses an index for this form only.
  const after = keys.map(({ column, down }, index) => {
    const same = keys.slice(0, index).map((key, at) => `${key.column} = :${afterName(at)}`);
    return `(${[...same, `${column} ${down ? '<' : '>'} :${afterName(index)}`].join(' and ')})`;
  });
  const from = `select * from (${inner}\n) as page_`;
  const tail = `order by ${order} limit :${SIZE}`;
  return { first: `${from} ${tail}`, next: `${from} where ${after.join(' or ')} ${tail}` };
}

/** A cursor comes back from a model, so it can be anything. Its values are bound, and the statement selects the rows. */
function opened(cursor: string, mark: string, length: number): (string | number | boolean)[] {
  try {
    const [found, ...values] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[];
    if (found === mark && values.length === length && values.every(isScalar)) return values;
  } catch {
    // not one of ours
  }
  throw new ToolError('The cursor is not one that this tool returned.');
}

const isScalar = (value: unknown): value is string | number | boolean =>
  ['string', 'number', 'boolean'].includes(typeof value);

/** MariaDB does not read `Z`. */
const keyValue = (value: string | number | boolean, dialect: Dialect) =>
  dialect === 'mysql' && typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)
    ? value.slice(0, -1)
    : value;
