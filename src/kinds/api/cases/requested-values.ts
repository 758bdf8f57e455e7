import { isObject, objectOrEmpty } from '../../../../runtime/src/utils/is-object.js';
import { isAllowedBy } from '../../../codegen/sample/sample.js';
import type { JsonSchemaObject } from '../../../model/json-schema.js';
import { pick } from '../../../model/json-schema/subschemas.js';
import { wordsOfName } from '../../../model/names.js';
import { schemaProperty } from '../argument-shape.js';
import { requestBinding } from '../binding.js';
import type { BoundApiTool } from '../spec.js';

/**
 * Returns a result with the values that the request names: the book that was asked for has its ID,
 * and an issue that was closed is closed. Null stays, because it is what the case shows.
 * @param schema of the result
 */
export function withRequestedValues(
  result: unknown,
  tool: BoundApiTool,
  schema: JsonSchemaObject,
  args: Readonly<Record<string, unknown>>,
): unknown {
  const { path, resultKey } = tool.request;
  const list = isObject(result) && resultKey !== undefined ? result[resultKey] : undefined;
  const [, last = ''] = /\{([^{}]*)\}$/.exec(path) ?? [];
  const values = pick(args, namesOfFields(tool, Array.isArray(list)));
  const withRequested = (value: unknown, isAllowed: (changed: object) => boolean): unknown => {
    if (!isObject(value)) return value;
    const id = Object.hasOwn(value, last) ? last : (wordsOfName(last).at(-1) ?? last);
    return Object.entries({ [id]: args[last], ...values }).reduce((object, [name, argument]) => {
      const statedValue = Object.hasOwn(object, name) ? object[name] : null;
      if (statedValue === null || typeof statedValue !== typeof argument) return object;
      const changed = { ...object, [name]: argument };
      return isAllowed(changed) ? changed : object;
    }, value);
  };
  if (!isObject(result) || !Array.isArray(list) || resultKey === undefined)
    return withRequested(result, (changed) => isAllowedBy(schema, changed));
  const items = list.map((item) =>
    withRequested(item, (changed) => isAllowedBy(schema, { ...result, [resultKey]: [changed] })),
  );
  return { ...result, [resultKey]: items };
}

/**
 * Returns arguments that a field of the same name repeats: those of the path and of the body. In a
 * query, a text can be a part of what is looked for, and a number the bound of a list.
 */
const namesOfFields = (tool: BoundApiTool, isList: boolean): string[] =>
  requestBinding(tool).slots.flatMap(({ place, argument }) => {
    if (argument === undefined) return [];
    const property = schemaProperty(tool.inputSchema, argument);
    const { type, enum: choices } = objectOrEmpty(property);
    const isExact = choices !== undefined || type === 'boolean' || (type !== 'string' && !isList);
    return place === 'path' || place === 'body' || isExact ? [argument] : [];
  });
