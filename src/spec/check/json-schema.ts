import type { JsonSchema, JsonSchemaObject, ObjectSchema } from '../../model/json-schema.js';
import { schemaProblems } from '../../model/json-schema/problems.js';
import { isPattern } from '../../model/pattern.js';
import { keywords } from '../schema/json-schema.js';
import { isRecord, isSchema } from '../../model/json-schema/subschemas.js';
import { mismatches } from '../match.js';
import { didYouMean, nearestOf } from '../../model/nearest.js';
import { quote } from '../sentence.js';
import type { Report, SpecPath } from '../../model/spec-report.js';

/** At the root the Claude and OpenAI APIs refuse them, and with them every tool of the server. */
const NOT_AT_ROOT = ['oneOf', 'anyOf', 'allOf', 'not', 'enum', 'if', 'then', 'else'];

const BOUNDS = [
  ['minimum', 'maximum'],
  ['minLength', 'maxLength'],
  ['minItems', 'maxItems'],
] as const;

/** What the shape of a tool's schema does not show; all schemas in it have that shape. */
export function checkJsonSchema(
  schema: ObjectSchema,
  role: 'input' | 'output',
  path: SpecPath,
  report: Report,
) {
  if (role === 'input') {
    for (const key of NOT_AT_ROOT.filter((keyword) => keyword in schema)) {
      report.error(
        [...path, key],
        'is not allowed at the root of inputSchema: clients reject the tool',
        'key',
      );
    }
  }
  checkRequired(schema, schema.properties ?? {}, path, report);
  check(schema, path);
  if (!report.isSound(path)) return;
  for (const { path: below, says } of schemaProblems(schema)) {
    report.error([...path, ...below], says);
  }

  function check(inner: JsonSchema, here: SpecPath) {
    if (typeof inner === 'boolean') return;
    checkKeywords(inner, here, report);
    checkReference(inner, schema, here, report);
    if (role === 'input' && isArray(inner) && !isRecord(inner.items)) {
      report.error(
        [...here, 'items'],
        'is missing: clients reject arrays whose items have no schema',
        'key',
      );
    }
    if (inner !== schema && inner.properties) checkRequired(inner, inner.properties, here, report);
    for (const [below, part] of partsOf(inner)) check(part, [...here, ...below]);
  }
}

const isArray = ({ type }: JsonSchemaObject) =>
  type === 'array' || (Array.isArray(type) && type.includes('array'));

function checkKeywords(schema: JsonSchemaObject, path: SpecPath, report: Report) {
  for (const key of Object.keys(schema)) {
    if (Object.hasOwn(keywords, key)) continue;
    const meant = nearestOf(key, Object.keys(keywords));
    if (meant !== undefined) {
      report.warn(
        [...path, key],
        `is not a JSON Schema keyword; did you mean ${quote(meant)}?`,
        'key',
      );
    }
  }
  for (const [least, most] of BOUNDS) {
    const [low = -Infinity, high = Infinity] = [schema[least], schema[most]];
    if (low > high) report.error([...path, least], `is more than ${most}`);
  }
  if (schema.pattern !== undefined && !isPattern(schema.pattern)) {
    report.error([...path, 'pattern'], 'is not a regular expression (ECMA-262, flag "u")');
    return;
  }
  if (!('default' in schema)) return;
  const { default: value, ...rest } = schema;
  for (const problem of mismatches(rest, value, [...path, 'default'], true)) {
    report.error(problem.path, problem.says, problem.at);
  }
}

function checkReference(
  { $ref: target }: JsonSchemaObject,
  root: ObjectSchema,
  path: SpecPath,
  report: Report,
) {
  if (typeof target !== 'string' || target === '#') return;
  const names = Object.keys(isRecord(root.$defs) ? root.$defs : {});
  const known = names.map((name) => `#/$defs/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`);
  if (known.includes(target)) return;
  const near = didYouMean(target, known);
  report.error([...path, '$ref'], `names ${quote(target)}, which is not in $defs${near}`);
}

function checkRequired(
  { required = [] }: JsonSchemaObject,
  properties: Record<string, JsonSchema>,
  path: SpecPath,
  report: Report,
) {
  for (const [i, name] of required.entries()) {
    if (Object.hasOwn(properties, name)) continue;
    const near = didYouMean(name, Object.keys(properties));
    report.error(
      [...path, 'required', i],
      `names ${quote(name)}, which is not in properties${near}`,
    );
  }
}

/** The schemas directly inside a schema, with their places. */
function partsOf(schema: JsonSchemaObject): [SpecPath, JsonSchema][] {
  const maps = ['properties', 'patternProperties', '$defs'];
  const lists = ['anyOf', 'oneOf', 'allOf', 'prefixItems'];
  const singles = ['items', 'additionalProperties', 'propertyNames', 'not', 'if', 'then', 'else'];
  return [
    ...maps.flatMap((key) =>
      entriesOf(schema[key]).map(([name, part]) => [[key, name], part] as const),
    ),
    ...lists.flatMap((key) => {
      const list = schema[key];
      return Array.isArray(list) ? list.map((part: unknown, i) => [[key, i], part] as const) : [];
    }),
    ...singles.map((key) => [[key], schema[key]] as const),
  ].flatMap(([path, part]): [SpecPath, JsonSchema][] => (isSchema(part) ? [[path, part]] : []));
}

const entriesOf = (value: unknown) => (isRecord(value) ? Object.entries(value) : []);
