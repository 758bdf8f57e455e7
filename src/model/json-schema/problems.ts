import type { JsonSchema, JsonSchemaObject } from '../json-schema.js';
import { wrongValues } from './keyword-values.js';
import { lookUp, partsOf } from './pointer.js';
import { type Path, subschemas } from './subschemas.js';

/** Why a schema cannot be written as source that means the same. */
export interface SchemaProblem {
  /** From the root of the schema. */
  path: Path;
  /** The end of a sentence that begins with the place: "must be a number". */
  says: string;
}

const MAX_DEPTH = 50;
const MAX_PARTS = 5000;

/** Everything that keeps a schema from being written; nothing for most of them. */
export function schemaProblems(root: JsonSchemaObject): SchemaProblem[] {
  const problems: SchemaProblem[] = [];
  collect(root, [], 0);
  // What follows references needs them to lead somewhere.
  if (problems.length === 0 && partCount(root) > MAX_PARTS) {
    problems.push({
      path: [],
      says: `becomes more than ${MAX_PARTS} schemas when its references are followed`,
    });
  }
  return problems;

  function collect(schema: JsonSchema, path: Path, depth: number): void {
    if (typeof schema === 'boolean') return;
    if (depth > MAX_DEPTH) {
      problems.push({ path, says: 'is nested too deeply' });
      return;
    }
    for (const [keyword, says] of wrongValues(schema))
      problems.push({ path: [...path, keyword], says });
    for (const [keyword, says] of wrongReferences(schema, root))
      problems.push({ path: [...path, keyword], says });
    for (const part of subschemas(schema)) {
      collect(part.schema, [...path, ...part.path], depth + 1);
    }
  }
}

function wrongReferences(
  schema: JsonSchemaObject,
  root: JsonSchemaObject,
): [keyword: string, says: string][] {
  const wrong: [string, string][] = [];
  for (const keyword of ['$dynamicRef', '$recursiveRef']) {
    if (keyword in schema) wrong.push([keyword, 'is not supported; use "$ref"']);
  }
  if (schema !== root && '$id' in schema)
    wrong.push(['$id', 'is not allowed inside another schema']);
  if (typeof schema.$ref !== 'string') return wrong;
  const target = lookUp(root, schema.$ref);
  if (target === undefined)
    wrong.push(['$ref', `names ${JSON.stringify(schema.$ref)}, which is not in this schema`]);
  else if (neverEnds(root, schema))
    wrong.push(['$ref', 'leads back to itself without anything in between']);
  return wrong;
}

/** Keywords whose schemas are held against the very same value. */
const IN_PLACE: readonly unknown[] = [
  'allOf',
  'anyOf',
  'oneOf',
  'not',
  'if',
  'then',
  'else',
  'dependentSchemas',
];

/** Whether a value would be held against the same schema for ever. */
function neverEnds(root: JsonSchemaObject, start: JsonSchemaObject): boolean {
  const seen = new Set<JsonSchema>();
  const leadsBack = (schema: JsonSchema): boolean => {
    if (typeof schema === 'boolean' || seen.has(schema)) return false;
    seen.add(schema);
    const inPlace = subschemas(schema).filter(({ path }) => IN_PLACE.includes(path[0]));
    const next = [lookUp(root, schema.$ref) ?? true, ...inPlace.map((part) => part.schema)];
    return next.some((part) => part === start || leadsBack(part));
  };
  return leadsBack(start);
}

/** Schemas in a schema whose references have been followed; what contains itself counts once. */
function partCount(root: JsonSchemaObject): number {
  const counts = new Map<JsonSchema, number>();
  const count = (schema: JsonSchema): number => {
    const cached = counts.get(schema);
    if (cached !== undefined) return cached;
    counts.set(schema, 1);
    const total = partsOf(root, schema).reduce((sum, part) => sum + count(part), 1);
    counts.set(schema, total);
    return total;
  };
  return count(root);
}
