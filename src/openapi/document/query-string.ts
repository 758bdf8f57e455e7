import { list, obj, type Obj } from '../model.js';
import { FORM } from '../../model/media-type.js';
import { flatOf, jsonTypeOf } from '../schema/shape.js';

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
    const type = contentType ?? (style === undefined ? jsonTypeOf(flat) : undefined);
    return {
      name,
      in: 'query',
      required: parameter.required === true && required.includes(name),
      description: flat.description,
      deprecated: flat.deprecated,
      ...(typeof type === 'string'
        ? { content: { [type]: { schema: value } } }
        : { schema: value, style, explode }),
    };
  });
}
