import { argumentsText } from '../../../runtime/src/call/arguments-text.js';
import { isObject } from '../../../runtime/src/utils/is-object.js';
import type { JsonSchemaObject } from '../../model/json-schema.js';
import { ownValue } from '../../model/json-schema/subschemas.js';
import type { ToolSpec } from '../../model/spec.js';
import {
  isQuoted,
  OTHER_ARGUMENTS,
  type QuestionArgument,
  questionArguments,
  questionParts,
} from '../../model/text/placeholders.js';
import { singular } from '../../model/text/singular.js';
import { toolNoun } from '../../model/tool-words.js';
import { resolveReferences } from '../zod-shape/references.js';
import { type CheckedSchema, createCheck, schemaChecks } from '../zod-shape/valid.js';
import { createSampler, type SampleOptions } from './sampler.js';

/**
 * Returns a realistic value that the schema allows, the same one in each run. Undefined if none is
 * found. The schema must have no `schemaProblems`.
 */
export function sampleValue(document: JsonSchemaObject, options: SampleOptions = {}): unknown {
  return schemaSample(schemaChecks(resolveReferences(document)), options);
}

/** Returns a sample with all properties, or else with fewer, because all of them may be more than is allowed. */
const schemaSample = (checkedSchema: CheckedSchema, options: SampleOptions = {}): unknown =>
  createSampler(checkedSchema, options)(checkedSchema.schema) ??
  (options.requiredOnly
    ? undefined
    : createSampler(checkedSchema, { ...options, requiredOnly: true })(checkedSchema.schema));

/** Returns the noun in a tool's name, of what has no name in the schema. */
export const nounOption = (tool: string): Pick<SampleOptions, 'noun'> => {
  const noun = singular(toolNoun(tool));
  return noun === '' ? {} : { noun };
};

/** The parts of a tool from which its arguments are made. */
type SampledTool = Pick<ToolSpec, 'inputSchema' | 'sample'> & Partial<Pick<ToolSpec, 'name'>>;

/**
 * Returns a sample of a tool's arguments with two items in its lists, because one item does not
 * show how a list is sent.
 * @param tool whose own sample values have precedence
 * @param preferredValues values by property: the first allowed one replaces the sample
 */
export function sampleArguments(
  { name: tool, inputSchema, sample: statedSample = {} }: SampledTool,
  preferredValues: Readonly<Record<string, readonly unknown[]>> = {},
): Record<string, unknown> | undefined {
  const checkedSchema = schemaChecks(resolveReferences(inputSchema));
  const sample = schemaSample(checkedSchema, { itemCount: 2, ...(tool && nounOption(tool)) });
  if (!isObject(sample)) return undefined;
  const isAllowed = checkedSchema.checkOf(checkedSchema.schema);
  const names = new Set([...Object.keys(sample), ...Object.keys(statedSample)]);
  return [...names].reduce<Record<string, unknown>>((args, name) => {
    const values = Object.hasOwn(statedSample, name)
      ? [statedSample[name]]
      : (ownValue(preferredValues, name) ?? []);
    const candidates = values.map((value) => ({ ...args, [name]: value }));
    return candidates.find(isAllowed) ?? args;
  }, sample);
}

/** Returns whether a schema allows a value. */
export function isAllowedBy(document: JsonSchemaObject, value: unknown): boolean {
  const { schema, definitions } = resolveReferences(document);
  return createCheck(schema, definitions)(value);
}

/**
 * Returns the question of a call to the user, as a test case states it: `confirm` with the arguments of the sample.
 * @param isFilled whether each missing argument has its default
 */
export function confirmQuestion(
  { confirm, inputSchema }: Pick<ToolSpec, 'confirm' | 'inputSchema'>,
  args: Readonly<Record<string, unknown>>,
  isFilled = true,
): { asks?: [{ message: string }] } {
  if (confirm === undefined) return {};
  const namesInQuestion = questionArguments(confirm).map(({ name }) => name);
  const argumentSchema = (name: string) =>
    (inputSchema.properties?.[name] ?? {}) as JsonSchemaObject;
  const argumentValue = (name: string) =>
    args[name] ?? (isFilled ? argumentSchema(name).default : undefined);
  const otherEntries = Object.keys(inputSchema.properties ?? {}).flatMap((name) =>
    namesInQuestion.includes(name) ? [] : [[name, argumentValue(name)]],
  );
  const argumentWord = ({ name, otherwise = '' }: QuestionArgument) => {
    if (name === OTHER_ARGUMENTS) return argumentsText(Object.fromEntries(otherEntries) as object);
    const value = argumentValue(name);
    if (value === undefined) return otherwise;
    return typeof value === 'string' && !isQuoted(argumentSchema(name))
      ? value
      : JSON.stringify(value);
  };
  const words = questionParts(confirm).map((part) =>
    typeof part === 'string' ? part : argumentWord(part),
  );
  return { asks: [{ message: words.join('') }] };
}
