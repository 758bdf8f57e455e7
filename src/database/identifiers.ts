import { snakeCase } from '../model/names.js';
import type { Dialect } from './model.js';

/** Returns a name in a statement, quoted if necessary. */
export function quoteIdentifier(name: string, dialect: Dialect): string {
  if (/^[a-z_][a-z0-9_]*$/.test(name) && !RESERVED_WORDS.has(name)) return name;
  const mark = dialect === 'mysql' ? '`' : '"';
  return mark + name.replaceAll(mark, mark + mark) + mark;
}

/**
 * Returns whether a statement can contain a name: without control characters, and without ":",
 * which begins a parameter.
 */
export const isUsableInStatements = (name: string): boolean =>
  !/[\p{C}\p{Zl}\p{Zp}:\\{}]|^\s*$/u.test(name);

/** Arguments of the tools, which cannot be names of columns. */
const TAKEN_ARGUMENTS = ['limit', 'cursor', 'clear', 'principal', 'next_cursor'];

/** Returns the names of arguments by column: the name of the column if it is an identifier. */
export function argumentNames(columns: readonly { name: string }[]): Map<string, string> {
  const names = new Map<string, string>();
  const takenNames = new Set(TAKEN_ARGUMENTS);
  for (const { name } of columns) {
    const baseName = /^[A-Za-z][A-Za-z0-9_]*$/.test(name)
      ? name
      : (asciiIdentifier(name) ?? 'column');
    const isFree = (candidate: string) => !takenNames.has(candidate.toLowerCase());
    const freeName = isFree(baseName) ? baseName : (numberNames(baseName).find(isFree) ?? baseName);
    names.set(name, freeName);
    takenNames.add(freeName.toLowerCase());
  }
  return names;
}

/** Returns a name in snake case without accents; undefined if no letter or digit of it remains. */
const asciiIdentifier = (name: string): string | undefined =>
  snakeCase(name.normalize('NFKD').replace(/\p{M}/gu, ''))
    .replace(/^(?=\d)/, 'n')
    .slice(0, 60) || undefined;

const numberNames = (name: string) => Array.from({ length: 2_000 }, (_, n) => `${name}_${n + 2}`);

/** Returns the part of a tool's name that states a table or a function: `sales.Order Lines` → `sales_order_lines`. */
export const nameInTool = (name: string): string => asciiIdentifier(name) ?? 'rows';

/** Returns a comment of the catalog on one line. */
export function commentLine(text: string | undefined, maxLength = 200): string {
  const singleLine = (text ?? '').replace(/[\p{C}\s]+/gu, ' ').trim();
  return singleLine.length <= maxLength
    ? singleLine
    : `${Array.from(singleLine)
        .slice(0, maxLength - 1)
        .join('')}…`;
}

/** Words that PostgreSQL, MySQL, MariaDB or SQLite reserve, so that names need quotes. */
const RESERVED_WORDS: ReadonlySet<string> = new Set(
  (
    'master_demote_to_replica master_demote_to_slave sql_buffer_result sql_cache sql_no_cache ' +
    'abort accessible action add admin after all alter always analyse analyze and any array as asc asensitive asymmetric ' +
    'attach authorization autoincrement before begin between bigint binary blob body both by call cascade case cast change ' +
    'char character check collate collation column commit concurrently condition conflict constraint continue convert ' +
    'create cross cube cume_dist current current_catalog current_date current_path current_role current_schema ' +
    'current_time current_timestamp current_user cursor database databases day_hour day_microsecond day_minute day_second ' +
    'dec decimal declare default deferrable deferred delayed delete delete_domain_id dense_rank desc describe detach ' +
    'deterministic distinct distinctrow div do do_domain_ids double drop dual each else elseif elsif empty enclosed end ' +
    'escape escaped except exception exclude exclusive exists exit explain fail false fetch filter first first_value float ' +
    'float4 float8 following for force foreign freeze from full fulltext function general generated get glob goto grant ' +
    'group grouping groups having high_priority history hour_microsecond hour_minute hour_second if ignore ' +
    'ignore_domain_ids ignore_server_ids ilike immediate in index indexed infile initially inner inout insensitive insert ' +
    'instead int int1 int2 int3 int4 int8 integer intersect interval into io_after_gtids io_before_gtids is isnull iterate ' +
    'join json_table key keys kill lag last last_value lateral lead leading leave left like limit linear lines load ' +
    'localtime localtimestamp lock long longblob longtext loop low_priority manual master_bind master_heartbeat_period ' +
    'master_ssl_verify_server_cert match materialized maxvalue mediumblob mediumint mediumtext middleint ' +
    'minute_microsecond minute_second mod modifies natural next no no_write_to_binlog not nothing notnull nth_value ntile ' +
    'null nulls numeric of off offset on only optimize optimizer_costs option optionally or order others out outer outfile ' +
    'over overlaps overwrite package page_checksum parallel parse_vcol_expr partition percent_rank period placing plan ' +
    'portion pragma preceding precision primary procedure purge qualify query raise range rank raw read read_write reads ' +
    'real recursive ref_system_id references regexp reindex release rename repeat replace require resignal restrict ' +
    'return returning revoke right rlike rollback row row_number rowcount rowid rownum rows savepoint schema schemas ' +
    'second_microsecond select sensitive separator session_user set show signal similar slow smallint some spatial ' +
    'specific sql sql_big_result sql_calc_found_rows sql_small_result sqlexception sqlstate sqlwarning ssl starting ' +
    'stats_auto_recalc stats_persistent stats_sample_pages stored straight_join symmetric sysdate system system_time ' +
    'system_user table tables tablesample temp temporary terminated then ties tinyblob tinyint tinytext to trailing ' +
    'transaction trigger true unbounded undo union unique unlock unsigned update usage use user using utc_date utc_time ' +
    'utc_timestamp vacuum values varbinary varchar varcharacter variadic varying vector verbose versioning view virtual ' +
    'when where while window with within without without_overlaps write xor year_month zerofill zone'
  ).split(' '),
);
