import type { Routine } from '../routine.js';

/** A parameter of a function or procedure, or one without. */
export interface RoutineRow {
  path: string[];
  /** Several functions have one name. */
  id: string;
  isFunction: boolean;
  isSet: boolean;
  comment: string | null;
  takes: { name: string | null; type: string } | undefined;
}

/** Functions and procedures from rows that are in the order of their parameters. */
export function routinesOf(rows: readonly RoutineRow[]): Routine[] {
  const routines = new Map<string, Routine>();
  for (const { path, id, isFunction, isSet, comment, takes } of rows) {
    const known: Routine = routines.get(id) ?? {
      path,
      ...(comment && { comment }),
      ...(isFunction && { takes: [] }),
      ...(isSet && { isSet }),
    };
    const name = takes?.name || `argument_${(known.takes?.length ?? 0) + 1}`;
    if (takes) known.takes?.push({ name, type: takes.type });
    routines.set(id, known);
  }
  return [...routines.values()];
}
