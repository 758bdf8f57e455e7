import { isObj, list, obj, type Obj } from '../model.js';
import { flatOf } from '../schema/shape.js';

const FORM = 'application/x-www-form-urlencoded';

/**
 * The query parameters of a parameter that describes the whole query string (OpenAPI 3.2, `in: querystring`); undefined
 * where it is no form with known fields.
 */
export function queryParameters(parameter: Obj, document: Obj): Obj[] | undefined {
  const media = obj(obj(parameter.content)[FORM]);
  const schema = flatOf(media.schema, document);
  const properties = Object.entries(obj(schema.properties));
  if (properties.length === 0) return undefined;
  const required = list(schema.required);
  const encoding = obj(media.encoding);
  return properties.map(([name, value]) => {
    const { contentType, style, explode } = obj(encoding[name]);
    const flat = flatOf(value, document);
    // Encoding Object: objects in forms are JSON, unless a style is stated.
    const isJson = flat.type === 'object' || isObj(flat.properties);
    const type = contentType ?? (isJson && style === undefined ? 'application/json' : undefined);
    return {
      name,
      in: 'query',
      required: parameter.required === true && required.includes(name),
      description: flat.description,
      deprecated: flat.deprecated,
      ...(typeof type === 'string' && isJson
        ? { content: { [type]: { schema: value } } }
        : { schema: value, style, explode }),
    };
  });
}
