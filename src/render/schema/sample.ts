import type { JsonSchemaObject } from '../../model/json-schema.js';
import type { Resolved } from './references.js';
import { resolve } from './references.js';
import { sampler } from './sampler.js';
import { isRecord } from '../../model/json-schema/subschemas.js';
import { typesOf } from './keywords.js';
import { checkOf } from './valid.js';

export interface SampleOptions {
  /** Only the properties that have to be there, instead of all. */
  requiredOnly?: boolean;
}

/**
 * A value that the schema allows and that looks like one of its domain; the same one every time. Undefined where none
 * is found. The schema must be free of `schemaProblems`.
 */
export function sampleValue(document: JsonSchemaObject, options: SampleOptions = {}): unknown {
  return sampleOf(resolve(document), options.requiredOnly === true);
}

/** All properties together may be more than is allowed. */
const sampleOf = (resolved: Resolved, requiredOnly: boolean): unknown =>
  sampler(resolved.definitions, requiredOnly)(resolved.schema) ??
  (requiredOnly ? undefined : sampler(resolved.definitions, true)(resolved.schema));

/** Values of which few properties take more than one. */
const WRONG = [42, 'wrong', true, [], {}];

/** Arguments of which one has a type that its schema does not allow; undefined where every type is allowed everywhere. */
export function invalidArguments(document: JsonSchemaObject): Record<string, unknown> | undefined {
  const resolved = resolve(document);
  const { properties = {}, required = [] } = resolved.schema;
  const sample = sampleOf(resolved, false);
  const base = isRecord(sample) ? sample : {};
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
    if (wrong !== undefined) return { ...base, [name]: wrong };
  }
  return undefined;
}
