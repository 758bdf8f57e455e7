import { ToolError } from '../call/result/tool-error.js';
import { nodeCrypto } from '../node/node-module.js';
import { StartError } from '../utils/start-error.js';
import type { Dialect } from './compile.js';
import type { KeyType, Result, Row } from './driver.js';

const COLUMN = /^-?[a-z_][a-z0-9_]*$/i;

/** Names of parameters for pages, which tools cannot declare by accident. */
export const PAGE_SIZE = 'page_size_';

/** Returns the first rows of a statement, in its own order. */
export const firstRowsQuery = (text: string): string =>
  `${text.trim().replace(/;$/, '')}\nlimit :${PAGE_SIZE}`;

const afterName = (index: number): string => `page_after_${index}_`;

/**
 * Returns a statement for pages in the order of the columns `by`; each page begins after the last
 * row of the previous one. Without columns, it begins after as many rows as the previous ones have
 * had.
 */
export function pageStatements(text: string, by: readonly string[], dialect: Dialect) {
  const statementHash = nodeCrypto()
    .createHash('sha256')
    .update(`${text} ${by.join()}`)
    .digest('base64url')
    .slice(0, 8);
  const names = by.map((key) => key.replace('-', ''));
  const encode = (keys: readonly unknown[]): string =>
    Buffer.from(JSON.stringify([statementHash, ...keys])).toString('base64url');
  return {
    ...(by.length === 0 ? positionTexts(text) : pageTexts(text, by, dialect)),
    /**
     * Returns the cursor that continues after a row of a page.
     * @param start the arguments with which the page began; undefined for the first one
     * @throws ToolError if none can
     */
    cursorAfter({ rows, keyOf }: Result, at: number, start: Row | undefined): string {
      if (names.length === 0)
        return encode([['integer', Number(start?.[afterName(0)] ?? 0) + at + 1]]);
      const keys = names.map((name) => [keyOf(at, name), rows[at]?.[name]]);
      const [, unorderedColumn] = names.flatMap((name, index) =>
        keys[index]?.[0] ? [] : ['', name],
      );
      if (unorderedColumn !== undefined)
        throw new ToolError(
          `Pages cannot continue after "${unorderedColumn}", which is null, or of a type that is ordered otherwise than it is compared. Change "by" or the statement.`,
        );
      return encode(keys);
    },
    /**
     * Returns the arguments of the page after a cursor.
     * @throws ToolError if the cursor is not one of this statement
     */
    afterCursor: (cursor: string): Row =>
      Object.fromEntries(
        cursorValues(cursor, statementHash, by.length || 1).map((value, index) => [
          afterName(index),
          value,
        ]),
      ),
  };
}

const positionTexts = (text: string) => ({
  first: firstRowsQuery(text),
  next: `${firstRowsQuery(text)} offset :${afterName(0)}`,
});

function pageTexts(text: string, by: readonly string[], dialect: Dialect) {
  const keys = by.map((key) => {
    if (!COLUMN.test(key))
      throw new StartError(`"by" must contain names of columns, not "${key}".`);
    const name = key.replace('-', '');
    const column = dialect === 'mysql' ? `\`${name}\`` : `"${name}"`;
    return { column, down: key.startsWith('-') };
  });
  const inner = text.trim().replace(/;$/, '');
  const order = keys.map(({ column, down }) => `${column}${down ? ' desc' : ''}`).join(', ');
  // The condition is (a, b) > (x, y), in its long form: directions can differ, and MySQL uses an
  // index for this form only.
  const conditions = keys.map(({ column, down }, index) => {
    const equalities = keys.slice(0, index).map((key, at) => `${key.column} = :${afterName(at)}`);
    return `(${[...equalities, `${column} ${down ? '<' : '>'} :${afterName(index)}`].join(' and ')})`;
  });
  const selection = `select * from (${inner}\n) as page_`;
  const tail = `order by ${order} limit :${PAGE_SIZE}`;
  return {
    first: `${selection} ${tail}`,
    next: `${selection} where ${conditions.join(' or ')} ${tail}`,
  };
}

/**
 * Returns the values of a cursor. A cursor comes back from a model, so it can be anything; its
 * values are bound, and the statement selects the rows.
 */
function cursorValues(cursor: string, mark: string, length: number): unknown[] {
  try {
    const [cursorHash, ...keys] = JSON.parse(
      Buffer.from(cursor, 'base64url').toString(),
    ) as unknown[];
    if (cursorHash === mark && keys.length === length) return keys.map(keyValue);
  } catch {
    // The cursor is not one of this server.
  }
  throw new ToolError('The cursor is not one that this tool returned.');
}

/** Returns the value of a key in a cursor. @throws Error for a key that `cursorAfter` has not created */
function keyValue(key: unknown): unknown {
  const [type, value, ...others] = key as unknown[];
  const text = String(value);
  const isScalar = ['string', 'number', 'boolean'].includes(typeof value) && others.length === 0;
  if (!isScalar) throw new Error('no key');
  switch (type as KeyType) {
    case 'same':
      return value;
    case 'integer':
      return BigInt(text);
    case 'bytes':
      return Buffer.from(text, 'base64');
    case 'instant':
      return text.replace(/Z$/, ''); // MariaDB does not read the Z
  }
  throw new Error('no key');
}
