import { isDeepStrictEqual } from 'node:util';
import { flagNeeds, noPlaces } from '../../model/errors/spec.js';
import type { ObjectSchema } from '../../model/json-schema.js';
import { ownValue } from '../../model/json-schema/subschemas.js';
import type { Kind, Placed } from '../../model/kind.js';
import { didYouMean } from '../../model/nearest.js';
import type { Scanner } from '../../model/scanner.js';
import { type ToolAnnotations, toolHints, type ToolSpec } from '../../model/spec.js';
import { annotationsOf } from '../defaults.js';
import { oneOf, quote } from '../sentence.js';
import { type Param, writeConstant, writeParam } from './param.js';

/** A tool as it is being said: what is not said yet is absent. */
export interface ToolDraft {
  name: string;
  title?: string;
  description?: string;
  params: Param[];
  results: Param[];
  annotations: ToolAnnotations;
  confirm?: string;
  keywords?: string[];
  /** The binding that the options of the kind describe. */
  binding: Partial<ToolSpec>;
  /** The options of the binding that were given. */
  bindingFlags?: string[];
}

/** A tool outside of `--tool`: flags that stand before any other belong to it. */
export interface NamedTool {
  name: string;
  description?: string;
}

export type UndescribedTool = Omit<ToolSpec, 'description'> & { description?: string };

/** `send_message: Post a message`. @throws Misread */
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

/** A tool that is known, as far as options can change it. */
export const draftOf = ({ name, description, ...binding }: ToolSpec): ToolDraft => ({
  ...{ name, description, binding },
  ...{ params: [], results: [], annotations: {} },
});

/** `readOnlyHint=true`, `title=Send`. @throws Misread */
export function readAnnotation(scanner: Scanner): ToolAnnotations {
  const word = scanner.take(/[^=]*/y) ?? '';
  const hint = toolHints.find((name) => name === word);
  if (hint === undefined && word !== 'title') {
    const words = ['title', ...toolHints];
    const near = didYouMean(word, words);
    const text = near
      ? `${quote(word)} is not an annotation${near}`
      : `Expected ${oneOf(words)}, not ${quote(word)}.`;
    return scanner.fail(text, 0);
  }
  scanner.expect(/=/y, 'Expected "=" and the value.');
  if (hint === undefined) return { title: scanner.rest() };
  const value = scanner.expect(/(true|false)$/y, 'Expected true or false.');
  return { [hint]: value === 'true' };
}

/** Arguments that the binding requires are required; those that are not stated are strings, and the required ones come first. */
export function toolOf(
  { params: given, results, annotations, binding: bare, bindingFlags = [], ...draft }: ToolDraft,
  kind: Kind,
  baseUrl?: string,
): UndescribedTool {
  const port = kind.spec.tool;
  const { option, more = [], withPlaces } = port ?? {};
  const placed = given.filter(({ place, constant }) => (place ?? constant) !== undefined);
  const [first] = placed;
  if (first && !withPlaces) throw noPlaces(first.name);
  const unplaced = port?.placedAt?.(bare, baseUrl) ?? bare;
  const { inputSchema: known, ...binding } =
    first && withPlaces ? withPlaces(unplaced, placed) : unplaced;
  const params = given.filter(({ constant }) => constant === undefined);
  const further = bindingFlags.find((given) => more.some(({ flag }) => flag === given));
  if (further !== undefined && option && !bindingFlags.includes(option.flag))
    throw flagNeeds(further, option.flag);
  const bound = port?.requires(binding) ?? [];
  const paramNames = params.map(({ name }) => name);
  const read = paramsOf(known).filter(({ name }) => !paramNames.includes(name));
  const argumentNames = [...paramNames, ...read.map(({ name }) => name)];
  const unsaid = (names: readonly string[]) =>
    [...new Set(names)].filter((name) => !argumentNames.includes(name));
  const { arguments: texts = {} } = port?.suggest?.(binding) ?? {};
  const unstated = (name: string, required: boolean): Param => {
    const description = ownValue(texts, name);
    return {
      name,
      schema: { type: 'string', ...(description && { description }) },
      required,
    };
  };
  const names = port?.names?.(binding) ?? [];
  const unused = argumentNames.filter((name) => !bound.includes(name) && !names.includes(name));
  const unbound = names.filter(
    (name) => !bound.includes(name) && !didYouMean(name, unused), // a misspelled name is refused
  );
  const all = [
    ...unsaid(bound).map((name) => unstated(name, true)),
    ...read,
    ...params.map((param) => ({
      ...param,
      required: param.required || bound.includes(param.name),
    })),
    ...unsaid(unbound).map((name) => unstated(name, false)),
  ];
  return {
    ...draft,
    ...binding,
    inputSchema: objectSchema(all),
    ...(results.length > 0 && { outputSchema: objectSchema(results) }),
    ...(Object.keys(annotations).length > 0 && { annotations }),
  };
}

/** The inverse of `objectSchema`. */
const paramsOf = ({ properties = {}, required = [] }: Partial<ObjectSchema> = {}): Param[] =>
  Object.entries(properties).flatMap(([name, schema]) =>
    typeof schema === 'object' ? [{ name, schema, required: required.includes(name) }] : [],
  );

export function objectSchema(params: readonly Param[]): ObjectSchema {
  const required = params.filter((param) => param.required).map(({ name }) => name);
  return {
    type: 'object',
    properties: Object.fromEntries(params.map(({ name, schema }) => [name, schema])),
    ...(required.length > 0 && { required }),
  };
}

/** The flags that say a tool, as far as it can be said: reading back shows what was left out. */
export function writeTool(tool: ToolSpec, kind: Kind): string[] | undefined {
  const placed = kind.spec.tool?.placesOf?.(tool) ?? [];
  const params = writeProperties('--param', tool.inputSchema, placed);
  const results = tool.outputSchema ? writeProperties('--result', tool.outputSchema) : [];
  if (!params || !results || tool.sample) return undefined;
  const { option, more = [] } = kind.spec.tool ?? {};
  const binding = option?.write(tool);
  const parts: string[] = [];
  for (const { flag, write } of more) {
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
    ...placed.flatMap((each) =>
      each.constant === undefined ? [] : ['--param', writeConstant(each)],
    ),
    ...results,
    ...writeAnnotations(tool, kind),
    ...(tool.confirm === undefined ? [] : ['--confirm', tool.confirm]),
    ...(tool.keywords ?? []).flatMap((word) => ['--keyword', word]),
  ];
}

/** Only what does not follow from the binding. */
function writeAnnotations(tool: ToolSpec, kind: Kind): string[] {
  const { annotations = {} } = tool;
  const implied = kind.spec.tool?.annotations(tool);
  const all = Object.entries(annotations);
  const inferred = new Map(Object.entries(annotationsOf({}, implied) ?? {}));
  const explicit = all.filter(([hint, value]) => inferred.get(hint) !== value);
  const read = annotationsOf(Object.fromEntries(explicit), implied) ?? {};
  const hints = isDeepStrictEqual(read, annotations) ? explicit : all;
  return hints.flatMap(([hint, value]) => ['--annotation', `${hint}=${value}`]);
}

function writeProperties(
  flag: string,
  { properties = {}, required = [] }: ObjectSchema,
  placed: readonly Placed[] = [],
) {
  const placeOf = (name: string) =>
    placed.find((each) => each.name === name && each.constant === undefined)?.place;
  const values = Object.entries(properties).map(([name, schema]) =>
    writeParam(name, schema, required.includes(name), placeOf(name)),
  );
  const defined = values.filter((value) => value !== undefined);
  return defined.length === values.length ? defined.flatMap((value) => [flag, value]) : undefined;
}
