import { isDeepStrictEqual } from 'node:util';
import { flagNeeds, noPlaces } from '../../model/errors/spec.js';
import type { ObjectSchema } from '../../model/json-schema.js';
import { ownValue } from '../../model/json-schema/subschemas.js';
import type { ArgumentPlacement, Kind } from '../../model/kind.js';
import type { Scanner } from '../../model/scanner.js';
import { type ToolAnnotations, toolHints, type ToolSpec } from '../../model/spec.js';
import { didYouMean } from '../../model/text/nearest.js';
import { statedOptions, type ToolOptions } from '../../model/tool-options.js';
import { completeAnnotations } from '../defaults.js';
import { alternatives, quote } from '../sentence.js';
import { type ToolParam, writeConstant, writeParam } from './param.js';

/** A tool during parsing; keys that are not stated yet are absent. */
export interface ToolDraft extends ToolOptions {
  name: string;
  title?: string;
  description?: string;
  params: ToolParam[];
  results: ToolParam[];
  annotations: ToolAnnotations;
  confirm?: string;
  keywords?: string[];
  /** The binding that the options of the kind describe. */
  binding: Partial<ToolSpec>;
  /** Names of the present options of the binding. */
  bindingFlags?: string[];
}

/** A tool outside of `--tool`, to which the options before the first `--tool` belong. */
export interface NamedTool {
  name: string;
  description?: string;
}

export type UndescribedTool = Omit<ToolSpec, 'description'> & { description?: string };

/** Parses a tool such as `send_message: Post a message`. @throws ScanError */
export function readTool(scanner: Scanner): ToolDraft {
  const name = scanner.expect(
    /[A-Za-z][A-Za-z0-9_-]*/y,
    'Expected a name that begins with a letter.',
  );
  const draft = { name, params: [], results: [], annotations: {}, binding: {} };
  if (scanner.isDone()) return draft;
  scanner.expect(
    /: ?/y,
    'Expected ":" and the description; a name is letters, digits, "_" and "-".',
  );
  const description = scanner.rest();
  return description === '' ? draft : { ...draft, description };
}

/** Returns the draft of an existing tool, with the parts that options can change. */
export const toolDraft = ({ name, description, ...binding }: ToolSpec): ToolDraft => ({
  ...{ name, description, binding },
  ...{ params: [], results: [], annotations: {} },
});

/** Parses an annotation such as `readOnlyHint=true` or `title=Send`. @throws ScanError */
export function readAnnotation(scanner: Scanner): ToolAnnotations {
  const key = scanner.take(/[^=]*/y) ?? '';
  const hint = toolHints.find((name) => name === key);
  if (hint === undefined && key !== 'title') {
    const allowedKeys = ['title', ...toolHints];
    const suggestion = didYouMean(key, allowedKeys);
    const text = suggestion
      ? `${quote(key)} is not an annotation${suggestion}`
      : `Expected ${alternatives(allowedKeys)}, not ${quote(key)}.`;
    return scanner.fail(text, 0);
  }
  scanner.expect(/=/y, 'Expected "=" and the value.');
  if (hint === undefined) return { title: scanner.rest() };
  const value = scanner.expect(/(true|false)$/y, 'Expected true or false.');
  return { [hint]: value === 'true' };
}

/**
 * Returns the tool of a draft. Arguments that the binding requires are required; arguments that are
 * not described are strings; required ones come first.
 */
export function toolFromDraft(
  {
    params: statedParams,
    results,
    annotations,
    binding: statedBinding,
    bindingFlags = [],
    ...draft
  }: ToolDraft,
  kind: Kind,
  baseUrl?: string,
): UndescribedTool {
  const toolBinding = kind.spec.tool;
  const { option, furtherOptions = [], withPlaces } = toolBinding ?? {};
  const placedParams = statedParams.filter(
    ({ place, constant }) => (place ?? constant) !== undefined,
  );
  const [first] = placedParams;
  if (first && !withPlaces) throw noPlaces(first.name);
  const relativeBinding = toolBinding?.placedAt?.(statedBinding, baseUrl) ?? statedBinding;
  const { inputSchema, ...binding } =
    first && withPlaces ? withPlaces(relativeBinding, placedParams) : relativeBinding;
  const params = statedParams.filter(({ constant }) => constant === undefined);
  const conflictingFlag = bindingFlags.find((flagName) =>
    furtherOptions.some(({ flag }) => flag === flagName),
  );
  if (conflictingFlag !== undefined && option && !bindingFlags.includes(option.flag))
    throw flagNeeds(conflictingFlag, option.flag);
  const requiredNames = toolBinding?.requires(binding) ?? [];
  const paramNames = params.map(({ name }) => name);
  const read = schemaParams(inputSchema).filter(({ name }) => !paramNames.includes(name));
  const argumentNames = [...paramNames, ...read.map(({ name }) => name)];
  const undescribedNames = (names: readonly string[]) =>
    [...new Set(names)].filter((name) => !argumentNames.includes(name));
  const { arguments: texts = {} } = toolBinding?.suggest?.(binding) ?? {};
  const undescribedParam = (name: string, isRequired: boolean): ToolParam => {
    const description = ownValue(texts, name);
    return {
      name,
      schema: { type: 'string', ...(description && { description }) },
      isRequired,
    };
  };
  const names = toolBinding?.names?.(binding) ?? [];
  const unusedNames = argumentNames.filter(
    (name) => !requiredNames.includes(name) && !names.includes(name),
  );
  const unboundNames = names.filter(
    (name) => !requiredNames.includes(name) && !didYouMean(name, unusedNames), // misspelled names are rejected
  );
  const allParams = [
    ...undescribedNames(requiredNames).map((name) => undescribedParam(name, true)),
    ...read,
    ...params.map((param) => ({
      ...param,
      isRequired: param.isRequired || requiredNames.includes(param.name),
    })),
    ...undescribedNames(unboundNames).map((name) => undescribedParam(name, false)),
  ];
  return {
    ...draft,
    ...binding,
    inputSchema: objectSchema(allParams),
    ...(results.length > 0 && { outputSchema: objectSchema(results) }),
    ...(Object.keys(annotations).length > 0 && { annotations }),
  };
}

const schemaParams = ({
  properties = {},
  required: requiredNames = [],
}: Partial<ObjectSchema> = {}): ToolParam[] =>
  Object.entries(properties).flatMap(([name, schema]) =>
    typeof schema === 'object' ? [{ name, schema, isRequired: requiredNames.includes(name) }] : [],
  );

export function objectSchema(params: readonly ToolParam[]): ObjectSchema {
  const requiredNames = params.filter((param) => param.isRequired).map(({ name }) => name);
  return {
    type: 'object',
    properties: Object.fromEntries(params.map(({ name, schema }) => [name, schema])),
    ...(requiredNames.length > 0 && { required: requiredNames }),
  };
}

/**
 * Returns the options of a tool, as far as options can state it. Comparing with the parsed result
 * shows what is missing.
 */
export function writeTool(tool: ToolSpec, kind: Kind): string[] | undefined {
  const placements = kind.spec.tool?.placesOf?.(tool) ?? [];
  const params = writeProperties('--param', tool.inputSchema, placements);
  const results = tool.outputSchema ? writeProperties('--result', tool.outputSchema) : [];
  if (!params || !results || tool.sample) return undefined;
  const { option, furtherOptions = [] } = kind.spec.tool ?? {};
  const binding = option?.write(tool);
  const parts: string[] = [];
  for (const { flag, write } of furtherOptions) {
    const texts = write(tool);
    if (!texts) return undefined;
    parts.push(...texts.flatMap((text) => [flag, text]));
  }
  return [
    ...['--tool', `${tool.name}: ${tool.description}`],
    ...(tool.title === undefined ? [] : ['--title', tool.title]),
    ...(option && binding !== undefined ? [option.flag, binding] : []),
    ...parts,
    ...params,
    ...placements.flatMap((placement) =>
      placement.constant === undefined ? [] : ['--param', writeConstant(placement)],
    ),
    ...results,
    ...writeAnnotations(tool, kind),
    ...(tool.confirm === undefined ? [] : ['--confirm', tool.confirm]),
    ...(tool.keywords ?? []).flatMap((keyword) => ['--keyword', keyword]),
    ...statedOptions(tool).flatMap(({ key, value, option }) =>
      option.flag ? [`--${key}`, String(value)] : [],
    ),
  ];
}

/** Writes only annotations that do not follow from the binding. */
function writeAnnotations(tool: ToolSpec, kind: Kind): string[] {
  const { annotations = {} } = tool;
  const impliedAnnotations = kind.spec.tool?.annotations(tool);
  const statedEntries = Object.entries(annotations);
  const inferredEntries = new Map(
    Object.entries(completeAnnotations({}, impliedAnnotations) ?? {}),
  );
  const explicit = statedEntries.filter(([hint, value]) => inferredEntries.get(hint) !== value);
  const read = completeAnnotations(Object.fromEntries(explicit), impliedAnnotations) ?? {};
  const hints = isDeepStrictEqual(read, annotations) ? explicit : statedEntries;
  return hints.flatMap(([hint, value]) => ['--annotation', `${hint}=${value}`]);
}

function writeProperties(
  flag: string,
  { properties = {}, required: requiredNames = [] }: ObjectSchema,
  placements: readonly ArgumentPlacement[] = [],
) {
  const argumentPlace = (name: string) =>
    placements.find((placement) => placement.name === name && placement.constant === undefined)
      ?.place;
  const values = Object.entries(properties).map(([name, schema]) =>
    writeParam(name, schema, requiredNames.includes(name), argumentPlace(name)),
  );
  const definedValues = values.filter((value) => value !== undefined);
  return definedValues.length === values.length
    ? definedValues.flatMap((value) => [flag, value])
    : undefined;
}
