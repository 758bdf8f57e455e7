import { argumentWarning } from '../../../runtime/src/utils/argument-names.js';
import { DESCRIPTION_SHOWN } from '../../../runtime/src/utils/client-limits.js';
import { isObject, objectOrEmpty } from '../../../runtime/src/utils/is-object.js';
import type { JsonSchema, JsonSchemaObject, ObjectSchema } from '../../model/json-schema.js';
import { schemaProblems } from '../../model/json-schema/problems.js';
import { isSchema, propertyNames } from '../../model/json-schema/subschemas.js';
import { isBound, type Kind } from '../../model/kind.js';
import { kebabCase } from '../../model/names.js';
import { isCheckedPattern, isPattern } from '../../model/pattern.js';
import type { ResourceSpec, ToolSpec } from '../../model/spec.js';
import type { SpecPath, SpecReport } from '../../model/spec-report.js';
import { didYouMean, nearestOf } from '../../model/text/nearest.js';
import { OTHER_ARGUMENTS, placeholders, questionArguments } from '../../model/text/placeholders.js';
import { statedOptions } from '../../model/tool-options.js';
import { completeTool, type WrittenPrompt } from '../defaults.js';
import { keywords } from '../schema/json-schema.js';
import { schemaAtReference, schemaMismatches } from '../schema-mismatches.js';
import { quote } from '../sentence.js';
import { itemNameRule, toolNameRule, toolNameWarning, uriRule } from '../text-rules.js';
import { collisions } from './collisions.js';

interface ValidItems {
  tools: ToolSpec;
  resources: ResourceSpec;
  prompts: WrittenPrompt;
}

/** Checks the tools, resources and prompts of a document. Items that do not match the schema are skipped. */
export function checkItems(
  document: Record<string, unknown>,
  context: SpecContext,
  report: SpecReport,
) {
  const tools = soundItems('tools');
  const resources = soundItems('resources');
  const prompts = soundItems('prompts');
  for (const { item, path } of tools) checkTool(item, context, path, report);
  for (const { item, path } of resources) checkResource(item, context, path, report);
  for (const { item, path } of prompts) checkPrompt(item, path, report);
  checkNames(tools, report);
  checkNames(resources, report);
  checkNames(prompts, report);
  checkReaders(tools, resources, report);
  checkUris(resources, report);

  function soundItems<Key extends keyof ValidItems>(
    key: Key,
  ): { item: ValidItems[Key]; path: SpecPath }[] {
    const items: unknown[] = Array.isArray(document[key]) ? document[key] : [];
    return items.flatMap((item, i) =>
      // An item without errors has the type of its schema.
      report.isSound([key, i]) ? [{ item: item as ValidItems[Key], path: [key, i] }] : [],
    );
  }
}

function checkNames(
  items: readonly { item: { name: string }; path: SpecPath }[],
  report: SpecReport,
) {
  const names = items.map(({ item }) => item.name);
  for (const { second, message } of collisions(names)) {
    report.error(
      [...(items[second]?.path ?? []), 'name'],
      `${JSON.stringify(names[second])} ${message}`,
    );
  }
}

/** Checks that resources and tools do not need the same file: the function of a resource is in `api/read-<name>.ts`. */
function checkReaders(
  tools: readonly { item: ToolSpec }[],
  resources: readonly { item: ResourceSpec; path: SpecPath }[],
  report: SpecReport,
) {
  const files = new Map(tools.map(({ item }) => [kebabCase(item.name), item.name]));
  for (const { item, path } of resources) {
    const file = `read-${kebabCase(item.name)}`;
    const tool = files.get(file);
    report.error(
      [...path, 'name'],
      tool &&
        `${quote(item.name)} collides with the tool ${quote(tool)}: both become the file ${quote(`api/${file}.ts`)}`,
    );
  }
}

function checkUris(
  resources: readonly { item: ResourceSpec; path: SpecPath }[],
  report: SpecReport,
) {
  const takenUris = new Set<string>();
  for (const { item, path } of resources) {
    if (takenUris.has(item.uri)) report.error([...path, 'uri'], 'is used twice');
    takenUris.add(item.uri);
  }
}

/** Checks a prompt. A `{name}` that is not an argument stays in the message, because texts may be about code. */
function checkPrompt(prompt: WrittenPrompt, path: SpecPath, report: SpecReport) {
  report.error([...path, 'name'], itemNameRule(prompt.name));
  const names = (prompt.arguments ?? []).map(({ name }) => name);
  const usedNames = placeholders(prompt.text);
  for (const [i, name] of names.entries()) {
    const namePath = [...path, 'arguments', i, 'name'];
    if (names.indexOf(name) < i) {
      report.error(namePath, `repeats the argument ${quote(name)}`);
    } else if (name in {}) {
      report.error(namePath, `is ${quote(name)}, which every object has; choose another name`);
    } else if (!usedNames.includes(name)) {
      report.warn(namePath, `is ${quote(name)}, which the text does not use`);
    }
  }
  for (const name of new Set(usedNames)) {
    if (names.includes(name)) continue;
    const suggestion = didYouMean(name, names);
    report.warn(
      [...path, 'text'],
      `holds "{${name}}", which is not an argument and is kept as text${suggestion}`,
    );
  }
}

function checkResource(
  resource: ResourceSpec,
  { kind, settings }: SpecContext,
  path: SpecPath,
  report: SpecReport,
) {
  report.error([...path, 'name'], itemNameRule(resource.name));
  report.error([...path, 'uri'], uriRule(resource.uri));
  kind.spec.resource?.check(resource, path, report, settings);
}

/**
 * Lets the connected system check a tool or a resource.
 * @returns a sentence about why it could not
 * @throws CliError if the system rejects it
 */
export type VerifyPart = (part: object) => Promise<string | undefined>;

/** The provider of tools, resources and prompts. */
export interface SpecContext {
  name: string;
  kind: Kind;
  verify?: VerifyPart | undefined;
  /** Settings of the provider; absent if items are added to a project. */
  settings?: Readonly<Record<string, unknown>>;
}

function checkTool(
  tool: ToolSpec,
  { name: provider, kind, settings }: SpecContext,
  path: SpecPath,
  report: SpecReport,
) {
  report.error([...path, 'name'], toolNameRule(provider, kind)(tool.name));
  report.warn([...path, 'name'], toolNameWarning(provider)(tool.name));
  checkDescriptionLength(tool.description, [...path, 'description'], report);
  checkJsonSchema(tool.inputSchema, 'input', [...path, 'inputSchema'], report);
  if (tool.outputSchema) {
    checkJsonSchema(tool.outputSchema, 'output', [...path, 'outputSchema'], report);
  }
  if (tool.confirm !== undefined) checkConfirm(tool, tool.confirm, path, report);
  checkSample(tool, path, report);
  kind.spec.tool?.check(tool, path, report, settings);
  if (report.isSound(path))
    for (const { key, option } of statedOptions(tool))
      report.error([...path, key], option.fault?.(completeTool(tool, kind)), 'key');
  for (const [name, schema] of Object.entries(tool.inputSchema.properties ?? {}))
    report.warn(
      [...path, 'inputSchema', 'properties', name],
      argumentWarning(name, objectOrEmpty(schema)),
      'key',
    );
  if (report.isSound(path))
    report.warn([...path, 'inputSchema'], () => doubtAboutCalls(completeTool(tool, kind), kind));
}

/** Warns about a tool that no example calls, which would otherwise exist unnoticed. */
const doubtAboutCalls = (tool: ToolSpec, { spec, test }: Kind): string | undefined =>
  spec.tool && isBound(tool, spec.tool) && test.toolCases?.(tool).length === 0
    ? 'has no example of a call that the schemas of the tool allow: check that it can be called. Its test is left to do'
    : undefined;

export function checkDescriptionLength(text: string, path: SpecPath, report: SpecReport) {
  const { length } = Array.from(text);
  if (length > DESCRIPTION_SHOWN) {
    const warningText = `is ${length} characters long; Claude Code shows the model the first ${DESCRIPTION_SHOWN}`;
    report.warn(path, warningText);
  }
}

const SIMPLE_TYPES: readonly string[] = ['string', 'integer', 'number', 'boolean'];

/** Checks the sample, because a call that its own schema rejects would fail in the tests. */
function checkSample({ inputSchema, sample = {} }: ToolSpec, path: SpecPath, report: SpecReport) {
  const { properties = {} } = inputSchema;
  for (const name of Object.keys(sample))
    if (!Object.hasOwn(properties, name))
      report.error(
        [...path, 'sample', name],
        `is not an argument${didYouMean(name, Object.keys(properties))}`,
        'key',
      );
}

/** Checks the confirmation, which contains only values that can be shown as text, or a text in their place. */
function checkConfirm(
  { inputSchema: { properties = {}, required: requiredNames = [] } }: ToolSpec,
  text: string,
  path: SpecPath,
  report: SpecReport,
) {
  const names = Object.keys(properties);
  const confirmPath = [...path, 'confirm'];
  for (const { name, otherwise } of questionArguments(text)) {
    if (name === OTHER_ARGUMENTS) {
      if (otherwise !== undefined)
        report.error(
          confirmPath,
          `contains "{...|${otherwise}}": write "{...}", which has no text in its place`,
        );
      continue;
    }
    const schema = Object.hasOwn(properties, name) ? properties[name] : undefined;
    const type = isObject(schema) ? schema.type : undefined;
    if (schema === undefined) {
      report.error(
        confirmPath,
        `contains "{${name}}", which is not an argument${didYouMean(name, names)}`,
      );
    } else if (!requiredNames.includes(name) && !otherwise) {
      report.error(
        confirmPath,
        `contains "{${name}}", which is optional: add a text for calls without it, such as "{${name}|any}"`,
      );
    } else if (
      type === undefined ||
      ![type].flat().every((typeName) => SIMPLE_TYPES.includes(typeName))
    ) {
      report.error(confirmPath, `contains "{${name}}", which is neither text, number nor boolean`);
    }
  }
}

/** Keywords at the root of a schema with which the Claude and OpenAI APIs reject all tools of the server. */
const FORBIDDEN_ROOT_KEYWORDS = ['oneOf', 'anyOf', 'allOf', 'not', 'enum', 'if', 'then', 'else'];

const BOUNDS = [
  ['minimum', 'maximum'],
  ['minLength', 'maxLength'],
  ['minItems', 'maxItems'],
] as const;

/** Checks what the shape of a tool's schema does not cover; all its subschemas have a valid shape. */
function checkJsonSchema(
  schema: ObjectSchema,
  role: 'input' | 'output',
  path: SpecPath,
  report: SpecReport,
) {
  if (role === 'input') {
    for (const key of FORBIDDEN_ROOT_KEYWORDS.filter((keyword) => keyword in schema)) {
      report.error(
        [...path, key],
        'is not allowed at the root of inputSchema: clients reject the tool',
        'key',
      );
    }
  }
  checkRequired(schema, schema, path, report);
  check(schema, path);
  if (!report.isSound(path)) return;
  for (const { path: subpath, predicate: fault } of schemaProblems(schema)) {
    report.error([...path, ...subpath], fault);
  }

  function check(inner: JsonSchema, currentPath: SpecPath, isNegated = false) {
    if (typeof inner === 'boolean') return;
    checkKeywords(inner, currentPath, report);
    checkReference(inner, schema, currentPath, report);
    if (role === 'input' && isArray(inner) && !isObject(inner.items)) {
      report.error(
        [...currentPath, 'items'],
        'is missing: clients reject arrays whose items have no schema',
        'key',
      );
    }
    for (const name of role === 'output' ? Object.keys(inner.properties ?? {}) : [])
      if (Object.hasOwn(Object.prototype, name) && !inner.required?.includes(name)) {
        const warningText = 'is a name that every object has: clients take that for the result';
        report.error([...currentPath, 'properties', name], warningText, 'key');
      }
    if (inner !== schema && inner.properties) checkRequired(inner, schema, currentPath, report);
    // This schema is listed unchanged, while all others are listed with their required properties.
    for (const [i, name] of (role === 'input' && isNegated ? (inner.required ?? []) : []).entries())
      if (!Object.hasOwn(inner.properties ?? {}, name)) {
        const missingFault = `names ${quote(name)}, which is not in properties: clients reject the tool`;
        report.error([...currentPath, 'required', i], missingFault);
      }
    for (const [subpath, part] of subschemaPaths(inner))
      check(part, [...currentPath, ...subpath], isNegated || subpath[0] === 'not');
  }
}

const isArray = ({ type }: JsonSchemaObject) =>
  type === 'array' || (Array.isArray(type) && type.includes('array'));

const UNCHECKED_PATTERN =
  'is listed, but not checked: that could take time that grows faster than the text';

function checkKeywords(schema: JsonSchemaObject, path: SpecPath, report: SpecReport) {
  for (const key of Object.keys(schema)) {
    if (Object.hasOwn(keywords, key)) continue;
    const suggestion = nearestOf(key, Object.keys(keywords));
    if (suggestion !== undefined) {
      report.warn(
        [...path, key],
        `is not a JSON Schema keyword; did you mean ${quote(suggestion)}?`,
        'key',
      );
    }
  }
  for (const [minimumKey, maximumKey] of BOUNDS) {
    const [low = -Infinity, high = Infinity] = [schema[minimumKey], schema[maximumKey]];
    if (low > high) report.error([...path, minimumKey], `is more than ${maximumKey}`);
  }
  if (schema.pattern !== undefined && !isPattern(schema.pattern)) {
    report.error([...path, 'pattern'], 'is not a regular expression (ECMA-262, flag "u")');
    return;
  }
  const patterns = [
    ...(schema.pattern === undefined ? [] : [['pattern', schema.pattern]]),
    ...objectEntries(schema.patternProperties).map(([pattern]) => ['patternProperties', pattern]),
  ];
  for (const [keyword = '', pattern = ''] of patterns) {
    const keywordPath = keyword === 'pattern' ? [keyword] : [keyword, pattern];
    if (isPattern(pattern) && !isCheckedPattern(pattern))
      report.warn([...path, ...keywordPath], UNCHECKED_PATTERN);
  }
  if (!('default' in schema)) return;
  const { default: value, ...rest } = schema;
  for (const problem of schemaMismatches(rest, value, [...path, 'default'], true)) {
    report.error(problem.path, problem.fault, problem.at);
  }
}

function checkReference(
  { $ref: target }: JsonSchemaObject,
  root: ObjectSchema,
  path: SpecPath,
  report: SpecReport,
) {
  if (typeof target !== 'string' || target === '#') return;
  const names = Object.keys(isObject(root.$defs) ? root.$defs : {});
  const pointers = names.map(
    (name) => `#/$defs/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`,
  );
  if (pointers.includes(target)) return;
  const suggestion = didYouMean(target, pointers);
  report.error([...path, '$ref'], `names ${quote(target)}, which is not in $defs${suggestion}`);
}

function checkRequired(
  schema: JsonSchemaObject,
  root: ObjectSchema,
  path: SpecPath,
  report: SpecReport,
) {
  const names = propertyNames(schema, (ref) => schemaAtReference(ref, root));
  for (const [i, name] of (schema.required ?? []).entries()) {
    if (names.has(name)) continue;
    const suggestion = didYouMean(name, [...names]);
    report.error(
      [...path, 'required', i],
      `names ${quote(name)}, which is not in properties${suggestion}`,
    );
  }
}

/** Returns the direct subschemas of a schema, with their paths. */
function subschemaPaths(schema: JsonSchemaObject): [SpecPath, JsonSchema][] {
  const maps = ['properties', 'patternProperties', '$defs'];
  const lists = ['anyOf', 'oneOf', 'allOf', 'prefixItems'];
  const singles = ['items', 'additionalProperties', 'propertyNames', 'not', 'if', 'then', 'else'];
  return [
    ...maps.flatMap((key) =>
      objectEntries(schema[key]).map(([name, part]) => [[key, name], part] as const),
    ),
    ...lists.flatMap((key) => {
      const list = schema[key];
      return Array.isArray(list) ? list.map((part: unknown, i) => [[key, i], part] as const) : [];
    }),
    ...singles.map((key) => [[key], schema[key]] as const),
  ].flatMap(([path, part]): [SpecPath, JsonSchema][] => (isSchema(part) ? [[path, part]] : []));
}

const objectEntries = (value: unknown) => (isObject(value) ? Object.entries(value) : []);
