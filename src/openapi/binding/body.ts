import {
  isObj,
  list,
  obj,
  text,
  type BodyKind,
  type Obj,
  type Operation,
  type PartBinding,
  type Serialization,
} from '../model.js';
import { contentForm, FORM } from '../../model/media-type.js';
import { subtypesOf, subtypesText } from '../schema/parts.js';
import { flatOf, jsonTypeOf } from '../schema/shape.js';
import { typeOf } from '../schema/type.js';
import { NotSupported, type Lost, type Slot } from './slots.js';

export const USUAL: Record<BodyKind, string> = {
  json: 'application/json',
  form: FORM,
  multipart: 'multipart/form-data',
  text: 'text/plain',
  binary: 'application/octet-stream',
};

/** What accepts anything is sent JSON. */
export function kindOf(type: string): BodyKind {
  const bare = type.split(';')[0]?.trim().toLowerCase() ?? '';
  if (bare === '*/*' || bare === '') return 'json';
  if (bare === FORM) return 'form';
  return bare.startsWith('multipart/') ? 'multipart' : contentForm(bare);
}

const ORDER: readonly BodyKind[] = ['json', 'form', 'multipart', 'text', 'binary'];

/**
 * Chooses the media type of the body and adds its slots.
 * @throws NotSupported
 */
export function bodyOf(
  operation: Operation,
  document: Obj,
  slots: Slot[],
  lost: Lost,
): { as: BodyKind; contentType: string } | undefined {
  const content = Object.entries(obj(operation.body?.content));
  if (content.length === 0) return undefined;
  const isOptional = operation.body?.required !== true;
  const isEmpty = content.every(([, media]) => hasNothing(flatOf(obj(media).schema, document)));
  if (isOptional && isEmpty) return undefined;
  if (isOptional && (operation.method === 'GET' || operation.method === 'HEAD')) {
    lost('body', `The optional body of the ${operation.method} request is not sent.`);
    return undefined;
  }
  const sorted = [...content].sort(
    ([a], [b]) => ORDER.indexOf(kindOf(a)) - ORDER.indexOf(kindOf(b)),
  );
  const [chosen, ...others] = sorted;
  if (!chosen) return undefined;
  const [mediaType, value] = chosen;
  const as = kindOf(mediaType);
  if (others.length > 0)
    lost(
      'other-body',
      `The body is ${mediaType}; ignored: ${others.map(([name]) => name).join(', ')}.`,
    );
  const media = obj(value);
  const contentType = mediaType.includes('*') ? USUAL[as] : mediaType;
  if (as === 'multipart' && contentType !== USUAL.multipart)
    throw new NotSupported(`Its body has the media type ${contentType}.`);
  const description = text(operation.body?.description);
  const flat = flatOf(media.schema, document);
  const isForm = as === 'form' || as === 'multipart';
  const type = typeOf(flat);
  if (isForm && type !== undefined && ![type].flat().includes('object'))
    throw new NotSupported(`Its body is a form (${contentType}), but not an object with fields.`);
  const properties = Object.entries(obj(flat.properties));
  const closed =
    !isObj(flat.additionalProperties) || Object.keys(flat.additionalProperties).length === 0;
  const branches = [...list(flat.oneOf), ...list(flat.anyOf), ...list(flat.allOf)];
  const constraints = branches.every((one) =>
    Object.keys(obj(one)).every((key) => key === 'required' || key === 'not' || key === 'type'),
  );
  const structured = as === 'json' || isForm;
  if (!structured || properties.length === 0 || !closed || !constraints || flat.nullable === true) {
    if (isForm && properties.length === 0 && branches.length === 0 && closed)
      lost('body', 'The body has no described properties.');
    const schema = structured ? (media.schema ?? {}) : { type: 'string' };
    const says =
      as === 'binary'
        ? `Content of the file (${contentType}), base64.`
        : as === 'text'
          ? `Text of the type ${contentType}.`
          : undefined;
    slots.push({
      place: 'whole',
      wire: 'body',
      schema,
      required: !isOptional || (operation.body?.required === undefined && structured),
      description: [description, says].filter(Boolean).join(' '),
    });
    return { as, contentType };
  }
  if (flat.additionalProperties === true)
    lost('extra-properties', 'The body may have additional properties.');
  if (branches.length > 0)
    lost(
      'constraint',
      `of the body: ${branches
        .map((one) => list(obj(one).required).join(' and '))
        .filter(Boolean)
        .join(', or ')}`,
    );
  const must = list(flat.required).map(String);
  if (isOptional && must.length > 0)
    lost(
      'optional-body',
      'The body is optional, but its required properties are required arguments.',
    );
  for (const name of must)
    if (!properties.some(([wire]) => wire === name))
      lost('required', `"${name}" is required, but not described.`);
  const subtypes = subtypesOf(flat, document);
  if (subtypes.length > 0) lost('discriminator', subtypesText(subtypes));
  const encoding = obj(media.encoding);
  for (const [wire, schema] of properties) {
    const target = flatOf(schema, document);
    if (target.readOnly === true || obj(schema).readOnly === true) {
      lost('readOnly', `"${wire}" is readOnly.`);
      continue;
    }
    if (target.deprecated === true && !must.includes(wire)) {
      lost('deprecated', `Body property "${wire}" is deprecated.`);
      continue;
    }
    if (obj(encoding[wire]).headers !== undefined)
      lost('encoding', `Headers of the part "${wire}" are not sent.`);
    const part = as === 'json' ? undefined : partOf(wire, target, obj(encoding[wire]), as);
    slots.push({
      place: 'body',
      wire,
      schema,
      required: must.includes(wire),
      ...(part && { part }),
    });
  }
  return { as, contentType };
}

/** Whether it is an object without properties, with which some documents say that there is no body. */
const hasNothing = ({ type, properties, additionalProperties }: Obj): boolean =>
  type === 'object' && additionalProperties === false && Object.keys(obj(properties)).length === 0;

function partOf(
  wire: string,
  schema: Obj,
  encoding: Obj,
  as: BodyKind,
): Omit<PartBinding, 'argument'> | undefined {
  const isFile =
    as === 'multipart' &&
    (schema.format === 'binary' ||
      schema.type === 'file' ||
      (schema.type === 'array' && obj(schema.items).format === 'binary') ||
      (schema.contentMediaType !== undefined && schema.contentEncoding === undefined));
  const contentType = text(encoding.contentType)?.split(',')[0]?.trim();
  const style = text(encoding.style) as Serialization['style'];
  const hasStyle = style !== undefined || typeof encoding.explode === 'boolean';
  const type = contentType ?? (as === 'form' && !hasStyle ? jsonTypeOf(schema) : undefined);
  const part: Omit<PartBinding, 'argument'> = {
    ...(isFile && { file: `${wire}_name` }),
    ...(type !== undefined && !type.includes('*') && { contentType: type }),
    ...(style !== undefined && { style }),
    ...(typeof encoding.explode === 'boolean' && { explode: encoding.explode }),
    ...(encoding.allowReserved === true && { allowReserved: true }),
  };
  return Object.keys(part).length > 0 ? part : undefined;
}
