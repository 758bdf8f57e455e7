import { isDeepStrictEqual } from 'node:util';
import { list, obj, type Obj } from '../model.js';

/** What has changed in a tool, in sentences. */
export interface ToolChanges {
  /** Calls that worked may fail now, or results have less. */
  breaking: string[];
  other: string[];
}

/** The differences between two versions of a tool, in the form of a spec. */
export function changesOf(was: Obj, now: Obj): ToolChanges {
  const breaking: string[] = [];
  const other: string[] = [];
  compareArguments();
  compareResults();
  if (!isDeepStrictEqual(bare(was.request), bare(now.request)))
    other.push('The request has changed.');
  const hasTexts = breaking.length + other.length === 0 && !isDeepStrictEqual(was, now);
  if (hasTexts) other.push('Descriptions have changed.');
  return { breaking, other };

  function compareArguments() {
    const [before, after] = [obj(was.inputSchema), obj(now.inputSchema)];
    const required = (schema: Obj, name: string) => list(schema.required).includes(name);
    const [old, fresh] = [obj(before.properties), obj(after.properties)];
    for (const [name, schema] of Object.entries(fresh)) {
      const isRequired = required(after, name);
      const isNew = !Object.hasOwn(old, name);
      if (isNew)
        (isRequired ? breaking : other).push(
          `The ${isRequired ? 'required' : 'optional'} argument "${name}" is new.`,
        );
      else if (isRequired && !required(before, name))
        breaking.push(`The argument "${name}" is required.`);
      else if (!isRequired && required(before, name))
        other.push(`The argument "${name}" is optional.`);
      if (isNew || isDeepStrictEqual(bare(old[name]), bare(schema))) continue;
      (isWider(obj(old[name]), obj(schema)) ? other : breaking).push(
        `The schema of the argument "${name}" has changed.`,
      );
    }
    for (const name of Object.keys(old))
      if (!Object.hasOwn(fresh, name)) breaking.push(`The argument "${name}" was removed.`);
  }

  function compareResults() {
    const [old, fresh] = [was, now].map(({ outputSchema }) => obj(obj(outputSchema).properties));
    for (const [name, schema] of Object.entries(fresh ?? {})) {
      if (!Object.hasOwn(old ?? {}, name)) other.push(`The result "${name}" is new.`);
      else if (!isDeepStrictEqual(bare(old?.[name]), bare(schema)))
        other.push(`The schema of the result "${name}" has changed.`);
    }
    for (const name of Object.keys(old ?? {}))
      if (!Object.hasOwn(fresh ?? {}, name)) breaking.push(`The result "${name}" was removed.`);
  }
}

/** Whether only values were added to an enumeration. */
function isWider(old: Obj, fresh: Obj): boolean {
  const rest = (schema: Obj) => bare({ ...schema, enum: undefined });
  return (
    list(old.enum).length > 0 &&
    list(old.enum).every((value) => list(fresh.enum).includes(value)) &&
    isDeepStrictEqual(rest(old), rest(fresh))
  );
}

/** Without texts for people. A property may be named "description". */
function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bare);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, one]) => !(/^(description|title)$/.test(key) && typeof one === 'string'))
      .map(([key, one]) => [key, bare(one)]),
  );
}
