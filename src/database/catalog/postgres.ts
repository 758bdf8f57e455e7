import type { ColumnPrivilege, DatabaseCatalog, Privilege, Table } from '../model.js';
import { columnFromCatalog } from './column.js';
import { withLimits } from './limits.js';
import {
  type DeleteRule,
  type ReadRows,
  routinesFromRows,
  tablesFromRows,
  withNames,
} from './rows.js';

/** Excludes the schemas of the server itself. */
const IN_USER_SCHEMA = `n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~ '^pg_(toast|temp)'`;

const PATH = `n.nspname as schema_name, c.relname as table_name`;

interface TablePath {
  schema_name: string;
  table_name: string;
}

const path = ({ schema_name, table_name }: TablePath): string[] => [schema_name, table_name];

/** SQL for the type of a column `a`, or of the items of a list. */
const ITEM = `(select case when t.typcategory = 'A' and t.typelem <> 0 then t.typelem else t.oid end
    from pg_type t where t.oid = coalesce(base.oid, a.atttypid))`;

/** SQL for the schema of a type that is not built in. */
const TYPE_SCHEMA = `(select quote_ident(s.nspname) from pg_type e join pg_namespace s on s.oid = e.typnamespace
    where e.oid = ${ITEM} and s.nspname <> 'pg_catalog')`;

/** SQL for the base type of the domains of a column `a`, and for their constraints. */
const BASE = `with recursive steps (oid, modifier, is_required, usual, step) as (
    select t.typbasetype, t.typtypmod, t.typnotnull, t.typdefault, 1 from pg_type t where t.oid = a.atttypid and t.typtype = 'd'
    union all
    select t.typbasetype, t.typtypmod, s.is_required or t.typnotnull, coalesce(s.usual, t.typdefault), s.step + 1
    from steps s join pg_type t on t.oid = s.oid and t.typtype = 'd'
  ) select oid, modifier, is_required, usual from steps order by step desc limit 1`;

/** SQL for whether the login may use the sequence of a column, if there is one. */
const SEQUENCE = `case when c.relkind in ('r', 'p') and a.attidentity = '' and d.adbin is not null
    then coalesce(has_sequence_privilege(pg_get_serial_sequence(format('%I.%I', n.nspname, c.relname), a.attname), 'usage'), true)
    else true end`;

/** A row for each column of tables and views of which the login may read one; partitions belong to their table. */
const COLUMNS = `select ${PATH}, pg_table_is_visible(c.oid) as is_visible, c.relkind in ('v', 'm', 'f') as is_view,
  obj_description(c.oid, 'pg_class') as table_comment, a.attname as column_name,
  case when base.oid is null then format_type(a.atttypid, a.atttypmod) else format_type(base.oid, base.modifier) end as type,
  ${TYPE_SCHEMA} as type_schema,
  not (a.attnotnull or coalesce(base.is_required, false)) as nullable,
  case when a.attidentity <> '' then 'identity' when a.attgenerated <> '' then 'generated' end as filled,
  coalesce(pg_get_expr(d.adbin, d.adrelid), base.usual) as default_text,
  (select json_agg(e.enumlabel order by e.enumsortorder)::text from pg_enum e where e.enumtypid = ${ITEM}) as enum_values,
  col_description(c.oid, a.attnum) as column_comment,
  concat_ws(' ', case when not bool_and(${SEQUENCE}) over (partition by c.oid) then 'insert' end,
    case when not has_table_privilege(c.oid, 'delete') then 'delete' end) as denied,
  (select string_agg(p, ' ') from unnest(array['select', 'insert', 'update']) as p where not has_column_privilege(c.oid, a.attnum, p)) as column_denied
from pg_class c
join pg_namespace n on n.oid = c.relnamespace
join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
left join lateral (${BASE}) base on true
left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
where ${IN_USER_SCHEMA} and c.relkind in ('r', 'p', 'v', 'm', 'f') and not c.relispartition
  and has_any_column_privilege(c.oid, 'select')
  and not exists (select from pg_depend e where e.objid = c.oid and e.deptype = 'e')
order by n.nspname, c.relname, a.attnum`;

/** Unique indexes. Those of a table with child tables do not count: its rows include theirs, with any values. */
const INDEXES = `select ${PATH}, i.indexrelid::text as index_name, i.indisprimary as is_primary, a.attname as column_name
from pg_index i
join pg_class c on c.oid = i.indrelid
join pg_namespace n on n.oid = c.relnamespace
cross join unnest(i.indkey::int2[]) with ordinality as k(attnum, position)
left join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum
where ${IN_USER_SCHEMA} and i.indisunique and i.indisvalid and i.indpred is null and k.position <= i.indnkeyatts
  and not (c.relkind = 'r' and exists (select from pg_inherits h where h.inhparent = c.oid))
order by n.nspname, c.relname, i.indexrelid, k.position`;

/**
 * Foreign keys without those of partitions that repeat one of their table; before PostgreSQL 11,
 * none are repeated.
 */
const REFERENCES = `select ${PATH}, f.oid::text as key_name, a.attname as column_name,
  m.nspname as other_schema, r.relname as other_table, b.attname as other_column,
  case f.confdeltype when 'c' then 'CASCADE' when 'a' then 'NO ACTION' when 'r' then 'RESTRICT' else 'SET NULL' end as on_delete
from pg_constraint f
join pg_class c on c.oid = f.conrelid
join pg_namespace n on n.oid = c.relnamespace
join pg_class r on r.oid = f.confrelid
join pg_namespace m on m.oid = r.relnamespace
cross join unnest(f.conkey, f.confkey) with ordinality as k(own, other, position)
join pg_attribute a on a.attrelid = c.oid and a.attnum = k.own
join pg_attribute b on b.attrelid = r.oid and b.attnum = k.other
where ${IN_USER_SCHEMA} and f.contype = 'f' and coalesce(to_jsonb(f) ->> 'conparentid', '0') = '0'
order by n.nspname, c.relname, f.oid, k.position`;

const CHECKS = `select ${PATH}, pg_get_expr(k.conbin, k.conrelid, true) as condition
from pg_constraint k
join pg_class c on c.oid = k.conrelid
join pg_namespace n on n.oid = c.relnamespace
where ${IN_USER_SCHEMA} and k.contype = 'c'
order by n.nspname, c.relname, k.oid`;

/** A row for each parameter for which a call states a value, and one for each function without parameters. */
const FUNCTIONS = `select n.nspname as schema_name, p.proname as table_name,
  p.oid::text as id, p.prokind = 'f' as is_function, p.proretset as is_set, obj_description(p.oid, 'pg_proc') as comment,
  format_type(a.type, null) as type, p.proargnames[coalesce(m.number, a.number)] as parameter
from pg_proc p join pg_namespace n on n.oid = p.pronamespace
left join lateral unnest(p.proargtypes::oid[]) with ordinality as a(type, number) on true
left join lateral (
  select i.number, row_number() over (order by i.number) as position
  from unnest(p.proargmodes) with ordinality as i(mode, number) where i.mode in ('i', 'b', 'v')
) m on m.position = a.number
where ${IN_USER_SCHEMA} and p.prorettype <> 'trigger'::regtype
  and not exists (select from pg_depend e where e.objid = p.oid and e.deptype = 'e')
order by n.nspname, p.proname, p.oid, a.number`;

export async function postgresCatalog(read: ReadRows): Promise<DatabaseCatalog> {
  const columns = await read<
    TablePath & {
      is_visible: boolean;
      is_view: boolean;
      table_comment: string | null;
      column_name: string;
      type: string;
      type_schema: string | null;
      nullable: boolean;
      filled: 'identity' | 'generated' | null;
      default_text: string | null;
      enum_values: string | null;
      column_comment: string | null;
      denied: string;
      column_denied: string | null;
    }
  >(COLUMNS);
  const indexes = await read<
    TablePath & { index_name: string; is_primary: boolean; column_name: string | null }
  >(INDEXES);
  const references = await read<
    TablePath & {
      key_name: string;
      column_name: string;
      other_schema: string;
      other_table: string;
      other_column: string;
      on_delete: DeleteRule;
    }
  >(REFERENCES);
  const conditions = await read<TablePath & { condition: string }>(CHECKS);
  const checks = conditions.map((row) => ({ path: path(row), condition: row.condition }));
  const functions = await read<
    TablePath & {
      id: string;
      is_function: boolean;
      is_set: boolean;
      comment: string | null;
      type: string | null;
      parameter: string | null;
    }
  >(FUNCTIONS);
  const tables = tablesFromRows(
    columns.map((row) => ({
      path: path(row),
      isView: row.is_view,
      tableComment: row.table_comment,
      denied: row.denied.split(' ').filter((name) => name !== '') as Privilege[],
      column: columnFromCatalog(
        {
          name: row.column_name,
          type: withoutSchema(row.type, row.type_schema),
          schema: row.type_schema,
          nullable: row.nullable,
          filled: isSerial(row.default_text) ? 'identity' : (row.filled ?? undefined),
          default: row.default_text,
          values: row.enum_values === null ? undefined : (JSON.parse(row.enum_values) as string[]),
          length: maxTextLength(row.type),
          comment: row.column_comment,
          denied: (row.column_denied?.split(' ') ?? []) as ColumnPrivilege[],
        },
        'postgres',
      ),
    })),
    indexes.map((row) => ({
      path: path(row),
      index: row.index_name,
      isPrimary: row.is_primary,
      column: row.column_name,
    })),
    references.map((row) => ({
      path: path(row),
      key: row.key_name,
      column: row.column_name,
      table: path({ schema_name: row.other_schema, table_name: row.other_table }),
      refers: row.other_column,
      onDelete: row.on_delete,
    })),
  );
  const columnRows = columns
    .filter(({ is_visible }) => is_visible)
    .map((row) => [JSON.stringify(path(row)), row.table_name] as const);
  return {
    dialect: 'postgres',
    tables: withNames(
      await withPolicies(read, withLimits(tables, checks, 'postgres')),
      new Map(columnRows),
    ),
    functions: routinesFromRows(
      functions.map((row) => ({
        path: path(row),
        id: row.id,
        isFunction: row.is_function,
        isSet: row.is_set,
        comment: row.comment,
        takes: row.type === null ? undefined : { name: row.parameter, type: row.type },
      })),
    ),
  };
}

/** Returns type names without a schema. `format_type` adds the schema if the search path does not include it. */
const withoutSchema = (type: string, schema: string | null): string =>
  schema !== null && type.startsWith(`${schema}.`) ? type.slice(schema.length + 1) : type;

/** Returns whether a default is the next number of a sequence. */
const isSerial = (text: string | null): boolean => text?.startsWith('nextval(') === true;

/** Returns the maximum number of characters of values of a type. */
function maxTextLength(type: string): number | undefined {
  const [, length] = /^(?:character(?: varying)?|(?:var)?char)\((\d+)\)$/.exec(type) ?? [];
  return length === undefined ? undefined : Number(length);
}

/** States of row-level security, beginning with the one that protects least. */
const ROW_SECURITY_STATES = ['off', 'bypassed', 'none', 'other', 'user'] as const;

/** The permissive policies that decide which rows the login reads; one of them is enough for a row. */
const POLICIES = `from pg_policy p where p.polrelid = c.oid and p.polpermissive and p.polcmd in ('*', 'r')
    and exists (select from unnest(p.polroles) as r(role) where r.role = 0 or pg_has_role(r.role, 'usage'))`;

/**
 * Whether a column of the table treats texts with different bytes as equal. PostgreSQL before 12
 * has no such collations.
 */
const HAS_LOOSE_COLLATION = `exists (select from pg_attribute a join pg_collation k on k.oid = a.attcollation
    where a.attrelid = c.oid and to_jsonb(k) ->> 'collisdeterministic' = 'false')`;

/** Built-in functions that read a table or execute a query whose text is an argument. */
const QUERIES = '^((query|table|schema|database|cursor)_to_xml|ts_stat$|ts_rewrite$)';

/**
 * The effect of row-level security for the login that reads the catalog, as the index in the list
 * of states. A view has that of the tables it reads, if it runs as the caller; other views run as
 * their owner, as do functions with SECURITY DEFINER. What other functions read is unknown, unless
 * they are immutable and written in C (citext, pgcrypto, PostGIS). Operators and aggregates depend
 * on their functions; dependencies on built-in objects are not in pg_depend, but the rule of the
 * view contains their numbers.
 */
const STATEMENT = `with recursive used(relation, class, oid) as (
  select c.oid, 'pg_class'::regclass::oid, c.oid from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where ${IN_USER_SCHEMA} and c.relkind in ('r', 'p', 'v')
  union
  select u.relation, d.refclassid, d.refobjid from used u
  left join pg_rewrite w on u.class = 'pg_class'::regclass and w.ev_class = u.oid
  join pg_depend d on (u.class = 'pg_class'::regclass and d.classid = 'pg_rewrite'::regclass and d.objid = w.oid)
    or (u.class <> 'pg_class'::regclass and d.classid = u.class and d.objid = u.oid)
  where d.refclassid in ('pg_class'::regclass, 'pg_proc'::regclass, 'pg_operator'::regclass)
), states as (
  select u.relation, case
    when c.relkind = 'v' then case when array_to_string(c.reloptions, ' ') ~* 'security_invoker=(true|on|yes|1)' then 4 else 0 end
    when not c.relrowsecurity then 0
    when not row_security_active(c.oid) then 1
    else (select case when count(*) = 0 then 2
      when bool_and(pg_get_expr(p.polqual, p.polrelid) like '%current_setting(''app.user_id''%') and not ${HAS_LOOSE_COLLATION} then 4 else 3 end ${POLICIES})
    end as state
  from used u join pg_class c on c.oid = u.oid
  where u.class = 'pg_class'::regclass and c.relkind in ('r', 'p', 'v', 'm', 'f')
  union all
  select u.relation, case when p.prosecdef then 0 else 3 end
  from used u join pg_proc p on p.oid = u.oid join pg_language l on l.oid = p.prolang
  where u.class = 'pg_proc'::regclass and (p.prosecdef or l.lanname <> 'c' or p.provolatile <> 'i')
  union all
  select u.relation, 3
  from used u join pg_rewrite w on u.class = 'pg_class'::regclass and w.ev_class = u.oid
  cross join regexp_matches(w.ev_action::text, ':funcid (\\d+)', 'g') as called(id)
  join pg_proc p on p.oid = called.id[1]::oid
  where p.provolatile <> 'i' and p.proname ~ '${QUERIES}'
)
select ${PATH}, min(s.state) as state
from states s join pg_class c on c.oid = s.relation join pg_namespace n on n.oid = c.relnamespace
group by c.oid, n.nspname, c.relname`;

async function withPolicies(read: ReadRows, tables: readonly Table[]): Promise<Table[]> {
  const rows = await read<TablePath & { state: number }>(STATEMENT);
  const states = new Map(
    rows.map((row) => [path(row).join('.'), ROW_SECURITY_STATES[row.state] ?? 'off']),
  );
  return tables.map((table) => {
    const policies = states.get(table.name) ?? 'off';
    return policies === 'off' ? table : { ...table, policies };
  });
}
