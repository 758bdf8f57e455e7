import { argumentsText } from '../../../runtime/src/call/arguments-text.js';
import { type JsonSchemaObject, typesOf } from '../../model/json-schema.js';
import { isRecord, ownValue } from '../../model/json-schema/subschemas.js';
import { words } from '../../model/names.js';
import { fillPlaceholders, OTHERS, placeholders } from '../../model/placeholders.js';
import { singular } from '../../model/singular.js';
import type { ToolSpec } from '../../model/spec.js';
import { resolve } from '../shape/references.js';
import { type Checked, checkOf, schemaChecks } from '../shape/valid.js';
import { type SampleOptions, sampler } from './sampler.js';

/**
 * A value that the schema allows and that looks like one of its domain; the same one every time. Undefined where none
 * is found. The schema must be free of `schemaProblems`.
 */
export function sampleValue(document: JsonSchemaObject, options: SampleOptions = {}): unknown {
  return sampleOf(schemaChecks(resolve(document)), options);
}

/** All properties together may be more than is allowed. */
const sampleOf = (whole: Checked, options: SampleOptions = {}): unknown =>
  sampler(whole, options)(whole.schema) ??
  (options.requiredOnly
    ? undefined
    : sampler(whole, { ...options, requiredOnly: true })(whole.schema));

/** What a tool is about, by its name: `branch` of `create_branch`. */
export const thingOf = (tool: string): Pick<SampleOptions, 'thing'> => {
  const thing = singular(words(tool).slice(1).join('_'));
  return thing === '' ? {} : { thing };
};

/** What the arguments of a tool are made from; its name says of what they are. */
type Sampled = Pick<ToolSpec, 'inputSchema' | 'sample'> & Partial<Pick<ToolSpec, 'name'>>;

/**
 * Such a value for the arguments of a tool, with two items in its lists: one does not tell how a list is sent.
 * @param tool whose own values come first
 * @param preferred values by property: the first that is allowed takes the place of the sample
 */
export function sampleArguments(
  { name: tool, inputSchema, sample: stated = {} }: Sampled,
  preferred: Readonly<Record<string, readonly unknown[]>> = {},
): Record<string, unknown> | undefined {
  const checked = schemaChecks(resolve(inputSchema));
  const sample = sampleOf(checked, { items: 2, ...(tool && thingOf(tool)) });
  if (!isRecord(sample)) return undefined;
  const isAllowed = checked.checkOf(checked.schema);
  const names = new Set([...Object.keys(sample), ...Object.keys(stated)]);
  return [...names].reduce<Record<string, unknown>>((args, name) => {
    const values = Object.hasOwn(stated, name) ? [stated[name]] : (ownValue(preferred, name) ?? []);
    const candidates = values.map((value) => ({ ...args, [name]: value }));
    return candidates.find(isAllowed) ?? args;
  }, sample);
}

/** Whether a schema allows a value. */
export function allows(document: JsonSchemaObject, value: unknown): boolean {
  const { schema, definitions } = resolve(document);
  return checkOf(schema, definitions)(value);
}

/** Values of which few properties take more than one. */
const WRONG = [42, 'wrong', true, [], {}];

/** One argument of a type that its schema does not allow; undefined where every type is allowed everywhere. */
export function invalidArguments(document: JsonSchemaObject): Record<string, unknown> | undefined {
  const resolved = resolve(document);
  const { properties = {}, required = [] } = resolved.schema;
  const names = [
    ...required.filter((name) => Object.hasOwn(properties, name)),
    ...Object.keys(properties),
  ];
  for (const name of names) {
    const property = properties[name] ?? true;
    const types = isRecord(property) ? typesOf(property) : [];
    // Where types are stated, a wrong one is wanted, not just a wrong value.
    const isAllowed = checkOf(
      types.length > 0 ? { type: [...types] } : property,
      resolved.definitions,
    );
    const wrong = WRONG.find((value) => !isAllowed(value));
    if (wrong !== undefined) return { [name]: wrong };
  }
  return undefined;
}

/**
 * What a call asks the person, as a test case states it: `confirm` with the arguments of the sample.
 * @param isFilled whether each missing argument has its default
 */
export function asksOf(
  { confirm, inputSchema }: Pick<ToolSpec, 'confirm' | 'inputSchema'>,
  args: Readonly<Record<string, unknown>>,
  isFilled = true,
): { asks?: [{ message: string }] } {
  if (confirm === undefined) return {};
  const namesInQuestion = placeholders(confirm);
  const others = Object.entries(inputSchema.properties ?? {}).flatMap(([name, property]) => {
    const filled = isFilled && isRecord(property) ? property.default : undefined;
    return namesInQuestion.includes(name) ? [] : [[name, args[name] ?? filled]];
  });
  // It names required arguments only.
  const wordOf = (name: string) =>
    name === OTHERS ? argumentsText(Object.fromEntries(others) as object) : String(args[name]);
  return { asks: [{ message: fillPlaceholders(confirm, wordOf) }] };
}
