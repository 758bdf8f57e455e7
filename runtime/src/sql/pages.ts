import { ToolError } from '../call/define.js';
import { nodeCrypto } from '../node/node-module.js';
import { StartError } from '../utils/start-error.js';
import type { Dialect } from './compile.js';
import type { Key, Result, Row } from './driver.js';

const COLUMN = /^-?[a-z_][a-z0-9_]*$/i;
/** The first rows of a statement, in its own order. */
export const beginning = (text: string): string =>
  `${text.trim().replace(/;$/, '')}\nlimit :${SIZE}`;

/** Names that no argument can have: these have capital letters nowhere, and tools cannot declare them by accident. */
export const SIZE = 'page_size_';
const afterName = (index: number): string => `page_after_${index}_`;

/** A statement, page by page: in the order of the columns `by`, each page after the last row of the one before. */
export function pageStatements(text: string, by: readonly string[], dialect: Dialect) {
  const mark = nodeCrypto()
    .createHash('sha256')
    .update(`${text} ${by.join()}`)
    .digest('base64url')
    .slice(0, 8);
  const names = by.map((key) => key.replace('-', ''));
  return {
    ...statements(text, by, dialect),
    /** Continues after this row. @throws ToolError where nothing can */
    cursorAfter({ rows, keyOf }: Result, at: number): string {
      const keys = names.map((name) => [keyOf(at, name), rows[at]?.[name]]);
      const [, unordered] = names.flatMap((name, index) => (keys[index]?.[0] ? [] : ['', name]));
      if (unordered !== undefined)
        throw new ToolError(
          `Pages cannot continue after "${unordered}", which is null, or of a type that is ordered otherwise than it is compared. Change "by" or the statement.`,
        );
      return Buffer.from(JSON.stringify([mark, ...keys])).toString('base64url');
    },
    /** Arguments of the next page. @throws ToolError where the cursor is not one of this statement */
    afterCursor: (cursor: string): Row =>
      Object.fromEntries(
        opened(cursor, mark, by.length).map((value, index) => [afterName(index), value]),
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
function opened(cursor: string, mark: string, length: number): unknown[] {
  try {
    const [found, ...keys] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[];
    if (found === mark && keys.length === length) return keys.map(keyValue);
  } catch {
    // not one of ours
  }
  throw new ToolError('The cursor is not one that this tool returned.');
}

/** @throws Error for what `cursorAfter` has not made */
function keyValue(key: unknown): unknown {
  const [type, value, ...others] = key as unknown[];
  const text = String(value);
  const isScalar = ['string', 'number', 'boolean'].includes(typeof value) && others.length === 0;
  if (!isScalar) throw new Error('no key');
  switch (type as Key) {
    case 'same':
      return value;
    case 'integer':
      return BigInt(text);
    case 'bytes':
      return Buffer.from(text, 'base64');
    case 'instant':
      return text.replace(/Z$/, ''); // MariaDB does not read it
  }
  throw new Error('no key');
}
