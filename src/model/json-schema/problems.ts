import type { JsonSchema, JsonSchemaObject } from '../json-schema.js';
import { wrongValues } from './keyword-values.js';
import { directSubschemas, lookUp } from './pointer.js';
import { type SubschemaPath, subschemas } from './subschemas.js';

/** The reason why no source code can express a schema. */
interface SchemaProblem {
  /** Path from the root of the schema. */
  path: SubschemaPath;
  /** The end of a sentence that begins with the path: "must be a number". */
  predicate: string;
}

const MAX_DEPTH = 50;
const MAX_PARTS = 5000;

/** Returns all reasons why no source code can express a schema; empty for most schemas. */
export function schemaProblems(root: JsonSchemaObject): SchemaProblem[] {
  const problems: SchemaProblem[] = [];
  collect(root, [], 0);
  // The later checks follow references, so these must exist.
  if (problems.length === 0 && partCount(root) > MAX_PARTS) {
    problems.push({
      path: [],
      predicate: `becomes more than ${MAX_PARTS} schemas when its references are followed`,
    });
  }
  return problems;

  function collect(schema: JsonSchema, path: SubschemaPath, depth: number): void {
    if (typeof schema === 'boolean') return;
    if (depth > MAX_DEPTH) {
      problems.push({ path, predicate: 'is nested too deeply' });
      return;
    }
    for (const [keyword, predicate] of wrongValues(schema))
      problems.push({ path: [...path, keyword], predicate });
    for (const [keyword, predicate] of wrongReferences(schema, root))
      problems.push({ path: [...path, keyword], predicate });
    for (const part of subschemas(schema)) {
      collect(part.schema, [...path, ...part.path], depth + 1);
    }
  }
}

function wrongReferences(
  schema: JsonSchemaObject,
  root: JsonSchemaObject,
): [keyword: string, predicate: string][] {
  const faults: [string, string][] = [];
  for (const keyword of ['$dynamicRef', '$recursiveRef']) {
    if (keyword in schema) faults.push([keyword, 'is not supported; use "$ref"']);
  }
  if (schema !== root && '$id' in schema)
    faults.push(['$id', 'is not allowed inside another schema']);
  if (typeof schema.$ref !== 'string') return faults;
  const target = lookUp(root, schema.$ref);
  if (target === undefined)
    faults.push(['$ref', `names ${JSON.stringify(schema.$ref)}, which is not in this schema`]);
  else if (neverEnds(root, schema))
    faults.push(['$ref', 'leads back to itself without anything in between']);
  return faults;
}

/** Keywords whose schemas apply to the same value. */
const IN_PLACE_KEYWORDS: readonly unknown[] = [
  'allOf',
  'anyOf',
  'oneOf',
  'not',
  'if',
  'then',
  'else',
  'dependentSchemas',
];

/** Returns whether validating a value would apply the same schema endlessly. */
function neverEnds(root: JsonSchemaObject, start: JsonSchemaObject): boolean {
  const visitedSchemas = new Set<JsonSchema>();
  const leadsBack = (schema: JsonSchema): boolean => {
    if (typeof schema === 'boolean' || visitedSchemas.has(schema)) return false;
    visitedSchemas.add(schema);
    const inPlace = subschemas(schema).filter(({ path }) => IN_PLACE_KEYWORDS.includes(path[0]));
    const nextSchemas = [lookUp(root, schema.$ref) ?? true, ...inPlace.map((part) => part.schema)];
    return nextSchemas.some((part) => part === start || leadsBack(part));
  };
  return leadsBack(start);
}

/** Returns the number of schemas in a schema, with references followed; a recursive schema counts once. */
function partCount(root: JsonSchemaObject): number {
  const counts = new Map<JsonSchema, number>();
  const count = (schema: JsonSchema): number => {
    const cachedCount = counts.get(schema);
    if (cachedCount !== undefined) return cachedCount;
    counts.set(schema, 1);
    const total = directSubschemas(root, schema).reduce((sum, part) => sum + count(part), 1);
    counts.set(schema, total);
    return total;
  };
  return count(root);
}
