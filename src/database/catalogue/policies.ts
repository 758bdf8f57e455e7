import type { Table } from '../model.js';
import { OWN, PATH, path, type Path } from './postgres-names.js';
import type { ReadRows } from './rows.js';

/** From the one that protects least. */
const STATES = ['off', 'bypassed', 'none', 'other', 'user'] as const;

/** The permissive policies that decide which rows the login reads: one of them is enough for a row. */
const POLICIES = `from pg_policy p where p.polrelid = c.oid and p.polpermissive and p.polcmd in ('*', 'r')
    and exists (select from unnest(p.polroles) as r(role) where r.role = 0 or pg_has_role(r.role, 'usage'))`;

/** Built-in functions that read a table or execute a query whose text is an argument. */
const QUERIES = '^((query|table|schema|database|cursor)_to_xml|ts_stat$|ts_rewrite$)';

/**
 * What row-level security does for the login that reads the catalogue, by its position in the list of states. A view has
 * that of what it reads, if it reads as the caller: others read as the owner of the view, as do functions with SECURITY
 * DEFINER. What other functions read is unknown, unless they are written in C and immutable (citext, pgcrypto, PostGIS).
 * Dependencies of operators and aggregates lead to their functions; those on built-in objects are not in
 * pg_depend, but the rule of the view has their numbers.
 */
const STATEMENT = `with recursive used(relation, class, oid) as (
  select c.oid, 'pg_class'::regclass::oid, c.oid from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where ${OWN} and c.relkind in ('r', 'p', 'v')
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
      when bool_and(pg_get_expr(p.polqual, p.polrelid) like '%current_setting(''app.user_id''%') then 4 else 3 end ${POLICIES})
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

/** The tables with what policies do for each. */
export async function withPolicies(read: ReadRows, tables: readonly Table[]): Promise<Table[]> {
  const rows = await read<Path & { state: number }>(STATEMENT);
  const states = new Map(rows.map((row) => [path(row).join('.'), STATES[row.state] ?? 'off']));
  return tables.map((table) => {
    const policies = states.get(table.name) ?? 'off';
    return policies === 'off' ? table : { ...table, policies };
  });
}
