/** Schemas of users. */
export const OWN = `n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~ '^pg_(toast|temp)'`;

/** The name of a table; its schema only where it has to be named. */
export const PATH = `case when pg_table_is_visible(c.oid) then null else n.nspname end as schema_name, c.relname as table_name`;

export interface Path {
  schema_name: string | null;
  table_name: string;
}

export const path = ({ schema_name, table_name }: Path): string[] =>
  schema_name === null ? [table_name] : [schema_name, table_name];
