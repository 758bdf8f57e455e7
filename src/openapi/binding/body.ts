import { snakeCase } from '../../../runtime/src/utils/argument-names.js';
import { isObject, objectOrEmpty } from '../../../runtime/src/utils/is-object.js';
import { omit } from '../../model/json-schema/subschemas.js';
import { contentForm, FORM, isJsonLines } from '../../model/media-type.js';
import { wordsOfName } from '../../model/names.js';
import { singular } from '../../model/text/singular.js';
import { isKeyInBody } from '../document/plain-credentials.js';
import {
  type BodyKind,
  isRequired,
  listOrEmpty,
  nonBlankText,
  type Operation,
  type RawObject,
  requiredIn,
  type Serialization,
} from '../model.js';
import { isAnnotation } from '../schema/all-of.js';
import { requirementSentences } from '../schema/branches.js';
import { subtypeReferences, subtypesText } from '../schema/discriminator.js';
import { impliedType } from '../schema/implied-type.js';
import { SUPPORTED_KEYWORDS } from '../schema/keywords.js';
import { jsonTypeOf, mergedTarget } from '../schema/serialized-shape.js';
import { NotSupportedError, type ParameterOptions, type Slot } from './parameters.js';

export const USUAL_MEDIA_TYPES: Record<BodyKind, string> = {
  json: 'application/json',
  form: FORM,
  multipart: 'multipart/form-data',
  text: 'text/plain',
  binary: 'application/octet-stream',
};

/** Media types of several parts that the runtime can send. */
const MULTIPART_TYPES = [USUAL_MEDIA_TYPES.multipart, 'multipart/related'];

/**
 * Returns the body kind of a media type. A body that accepts any media type is sent as JSON, or as
 * bytes if it is a file.
 * @param schema of the content, without references
 */
export function bodyKindOf(type: string, schema: RawObject = {}): BodyKind {
  const essence = type.split(';')[0]?.trim().toLowerCase() ?? '';
  const isAny = essence === '*/*' || essence === '';
  if ((isAny || contentForm(essence) === 'json') && isFile(schema)) return 'binary';
  if (isAny) return 'json';
  if (essence === FORM) return 'form';
  return essence.startsWith('multipart/') ? 'multipart' : contentForm(essence);
}

const ORDER: readonly BodyKind[] = ['json', 'form', 'multipart', 'text', 'binary'];

/** The body in the chosen media type. */
export interface ChosenBody {
  as: BodyKind;
  contentType: string;
  /** Minimum number of its properties. */
  least: number;
}

/** Chooses the media type of the body and adds its slots. @throws NotSupportedError */
export function chooseBody(
  operation: Operation,
  options: ParameterOptions,
  slots: Slot[],
): ChosenBody | undefined {
  const { document, lost } = options;
  const content = Object.entries(objectOrEmpty(operation.body?.content));
  if (content.length === 0) return undefined;
  const isOptional = !isRequired(operation.body ?? {});
  const isEmpty = content.every(([, media]) =>
    hasNothing(mergedTarget(objectOrEmpty(media).schema, document)),
  );
  if (isOptional && isEmpty) return undefined;
  if (isOptional && (operation.method === 'GET' || operation.method === 'HEAD')) {
    lost('body', `The optional body of the ${operation.method} request is not sent.`);
    return undefined;
  }
  const kindIn = ([type, media]: [string, unknown]) =>
    isJsonLines(type)
      ? 'json'
      : bodyKindOf(type, mergedTarget(objectOrEmpty(media).schema, document));
  // Neither JSON nor a form has bytes (OpenAPI 3.1, "Considerations for File Uploads"), so files go in parts where they can.
  const rank = (candidate: [string, unknown]) => {
    const [index, parts] = [ORDER.indexOf(kindIn(candidate)), ORDER.indexOf('multipart')];
    const isAfterParts = index < parts && hasFiles(objectOrEmpty(candidate[1]).schema, document);
    return isAfterParts ? parts + (index + 1) / ORDER.length : index;
  };
  // .NET lists media types of patches first, although the body is none.
  const isOther = ([type, media]: [string, unknown]) =>
    Number(
      type !== USUAL_MEDIA_TYPES.json ||
        Object.keys(mergedTarget(objectOrEmpty(media).schema, document)).length === 0,
    );
  const [preferredContent, ...otherContents] = [...content].sort(
    (a, b) => rank(a) - rank(b) || isOther(a) - isOther(b),
  );
  if (!preferredContent) return undefined;
  const [mediaType, value] = preferredContent;
  const as = kindIn(preferredContent);
  // A file may have any of the described types.
  const ignoredContents = otherContents.filter(
    (content) => as !== 'binary' || kindIn(content) !== as,
  );
  if (ignoredContents.length > 0)
    lost(
      'other-body',
      `The body is ${mediaType}; ignored: ${ignoredContents.map(([name]) => name).join(', ')}.`,
    );
  const types =
    as === 'binary'
      ? content.filter((candidate) => kindIn(candidate) === as).map(([type]) => type)
      : [mediaType];
  const isOfKind = (type: string) =>
    as === 'binary' ? type !== '*/*' && contentForm(type) === as : !type.includes('*');
  const contentType = types.filter(isOfKind).join(', ') || USUAL_MEDIA_TYPES[as];
  if (as === 'multipart' && !MULTIPART_TYPES.includes(contentType))
    throw new NotSupportedError(`Its body has the media type ${contentType}.`);
  const media = objectOrEmpty(value);
  const mergedSchema = mergedTarget(media.schema, document);
  const minProperties = Number(mergedSchema.minProperties ?? 0);
  const body: DescribedBody = { as, contentType, least: minProperties, media, flat: mergedSchema };
  slots.push(
    ...(hasFields(body, options)
      ? fieldSlots(operation, body, options)
      : [wholeSlot(operation, body)]),
  );
  return { as, contentType, least: minProperties };
}

interface DescribedBody extends ChosenBody {
  media: RawObject;
  /** Schema of the content. */
  flat: RawObject;
}

const isForm = ({ as }: DescribedBody) => as === 'form' || as === 'multipart';
const isStructured = (body: DescribedBody) => body.as === 'json' || isForm(body);
const isLines = ({ contentType }: DescribedBody) => isJsonLines(contentType);
const schemaBranches = ({ flat: mergedSchema }: DescribedBody) => [
  ...listOrEmpty(mergedSchema.oneOf),
  ...listOrEmpty(mergedSchema.anyOf),
  ...listOrEmpty(mergedSchema.allOf),
];

/** Returns whether the properties of the body can be separate arguments. @throws NotSupportedError */
function hasFields(body: DescribedBody, { document, lost }: ParameterOptions): boolean {
  const { contentType, flat: mergedSchema } = body;
  if (isForm(body) && !isObjectAlone(mergedSchema, document))
    throw new NotSupportedError(
      `Its body is a form (${contentType}), but not an object with fields.`,
    );
  const isEmpty = Object.keys(objectOrEmpty(mergedSchema.properties)).length === 0;
  const rest = mergedSchema.additionalProperties;
  const isClosed = isForm(body)
    ? !isObject(rest) || Object.keys(rest).length === 0
    : rest === undefined || rest === false;
  const branches = schemaBranches(body);
  if (isForm(body) && isEmpty && branches.length === 0 && isClosed)
    lost('untyped-body', 'The body has no described properties. Any are accepted.');
  const areConstraints = branches.every((branch) =>
    Object.keys(objectOrEmpty(branch)).every(
      (key) => key === 'required' || key === 'not' || key === 'type',
    ),
  );
  const hasOne = isStructured(body) && !isLines(body);
  return hasOne && !isEmpty && isClosed && areConstraints && mergedSchema.nullable !== true;
}

/** Returns whether a schema allows only objects; also true for a schema without types. */
function isObjectAlone(mergedSchema: RawObject, document: RawObject): boolean {
  const type = impliedType(mergedSchema);
  const branches = [...listOrEmpty(mergedSchema.oneOf), ...listOrEmpty(mergedSchema.anyOf)];
  return (
    (type === undefined || type === 'object') &&
    branches.every((branch) => isObjectAlone(mergedTarget(branch, document), document))
  );
}

/** Returns the slot of an argument that is the whole body. */
function wholeSlot({ body: statedBody }: Operation, body: DescribedBody): Slot {
  const { as, contentType } = body;
  const descriptions: Partial<Record<BodyKind, string>> = {
    binary: `Content of the file (${contentType}), base64.`,
    text: `Text of the type ${contentType}.`,
  };
  return {
    place: 'whole',
    wire: 'body',
    schema: wholeSchema(body),
    isRequired:
      isRequired(statedBody ?? {}) || (statedBody?.required === undefined && isStructured(body)),
    description: [nonBlankText(statedBody?.description), descriptions[as]]
      .filter(Boolean)
      .join(' '),
  };
}

function wholeSchema(body: DescribedBody): unknown {
  const { media, flat: mergedSchema } = body;
  if (!isStructured(body)) return { type: 'string' };
  if (isLines(body) && mergedSchema.type !== 'array')
    return { type: 'array', items: media.itemSchema ?? media.schema ?? {} };
  const isUntyped = impliedType(mergedSchema) === undefined && schemaBranches(body).length === 0;
  return isForm(body) && isUntyped ? { ...mergedSchema, type: 'object' } : (media.schema ?? {});
}

/** Returns a slot for each property of the body. */
function fieldSlots(operation: Operation, body: DescribedBody, options: ParameterOptions): Slot[] {
  const { document, lost } = options;
  const { as, media, flat: mergedSchema } = body;
  const properties = Object.entries(objectOrEmpty(mergedSchema.properties));
  if (mergedSchema.additionalProperties === true)
    lost(
      'extra-properties',
      'The body may have additional properties, which the tool cannot send.',
    );
  for (const key of Object.keys(mergedSchema))
    if (!SUPPORTED_KEYWORDS.has(key) && !isAnnotation(key))
      lost('keyword', `The keyword "${key}" is ignored.`);
  for (const sentence of requirementSentences(mergedSchema)) lost('body-constraint', sentence);
  const requiredNames = requiredIn(mergedSchema);
  if (!isRequired(operation.body ?? {}) && requiredNames.length > 0)
    lost(
      'optional-body',
      'The body is optional, but its required properties are required arguments.',
    );
  for (const name of requiredNames)
    if (!properties.some(([wire]) => wire === name))
      lost('required', `"${name}" is required, but not described.`);
  const subtypes = subtypeReferences(mergedSchema, document);
  if (subtypes.length > 0) lost('discriminator', subtypesText(subtypes));
  const encoding = objectOrEmpty(media.encoding);
  return properties.flatMap(([wire, schema]): Slot[] => {
    if (options.credentials.has(`body ${wire.toLowerCase()}`)) return [];
    const target = mergedTarget(schema, document);
    if (target.readOnly === true || objectOrEmpty(schema).readOnly === true) {
      lost('readOnly', `"${wire}" is readOnly.`);
      return [];
    }
    if (!requiredNames.includes(wire) && isSentBySignIn(wire, options)) {
      lost('credential', `The sign-in sends "${wire}".`);
      return [];
    }
    if (target.deprecated === true && !requiredNames.includes(wire)) {
      lost('deprecated', `Body property "${wire}" is deprecated.`);
      return [];
    }
    if (objectOrEmpty(encoding[wire]).headers !== undefined)
      lost('encoding', `Headers of the part "${wire}" are not sent.`);
    if (
      as === 'multipart' &&
      target.type === 'object' &&
      objectOrEmpty(encoding[wire]).style !== undefined
    )
      lost('nested', `The part "${wire}" is sent as JSON: forms with files have no styles.`);
    const slot: Slot = { place: 'body', wire, schema, isRequired: requiredNames.includes(wire) };
    if (as === 'json') return [slot];
    // OpenAPI 3.1, Encoding Object: a part has a single value, which may be a list.
    const hasStyle = as === 'form' || [target.type].flat().includes('array');
    const encodingOfPart = objectOrEmpty(encoding[wire]);
    const file = as === 'multipart' ? fileSchema(schema, document, wire) : undefined;
    if (file && !fileSchema(schema, document))
      lost('untyped-file', `The part "${wire}" has no type. By its name, it is a file.`);
    const partEncoding = hasStyle ? encodingOfPart : omit(encodingOfPart, ['style', 'explode']);
    const part = partSettings(target, partEncoding, as, file !== undefined);
    return [{ ...slot, ...(file && { schema: file, isFile: true }), ...part }];
  });
}

/**
 * Returns whether a key is also a key of the sign-in, which may have words before it: `secret` and
 * `X-Plaid-Secret`. An `id` beside `X-Session-Id` is data.
 */
const isSentBySignIn = (name: string, { credentials }: ParameterOptions): boolean =>
  isKeyInBody(name) &&
  [...credentials].some((credential) => snakeCase(credential).endsWith(`_${snakeCase(name)}`));

/** Returns whether it is an object without properties, which some documents use for an empty body. */
const hasNothing = ({ type, properties, additionalProperties }: RawObject): boolean =>
  type === 'object' &&
  additionalProperties === false &&
  Object.keys(objectOrEmpty(properties)).length === 0;

/**
 * Returns the schema of a file or of a list of files, without null and references; undefined for
 * other schemas.
 * @param name of a part, which tells whether a part without a type is a file
 */
function fileSchema(statedSchema: unknown, document: RawObject, name = ''): RawObject | undefined {
  const schema = withoutNullBranch(mergedTarget(statedSchema, document), document);
  if (isFile(schema) || (isUntyped(schema) && isFileName(name)))
    return { ...schema, type: 'string' };
  const items = [schema.type].flat().includes('array')
    ? fileSchema(schema.items, document, name)
    : undefined;
  return items && { ...schema, type: 'array', items };
}

/** Returns the schema without a null branch: a choice between one schema and null becomes that schema. */
function withoutNullBranch(schema: RawObject, document: RawObject): RawObject {
  const branches = [...listOrEmpty(schema.anyOf), ...listOrEmpty(schema.oneOf)].map((branch) =>
    mergedTarget(branch, document),
  );
  const [onlyBranch, ...otherBranches] = branches.filter(({ type }) => type !== 'null');
  if (!onlyBranch || otherBranches.length > 0) return schema;
  const { description = onlyBranch.description } = schema;
  return {
    ...withoutNullBranch(onlyBranch, document),
    ...(description !== undefined && { description }),
  };
}

const isFile = ({ type, format, contentMediaType, contentEncoding }: RawObject): boolean =>
  ([type].flat().includes('string') && format === 'binary') ||
  type === 'file' ||
  (format === 'binary' && type === undefined) ||
  (contentMediaType !== undefined && contentEncoding === undefined);

/** Returns whether a property of the schema is a file or a list of files. */
const hasFiles = (schema: unknown, document: RawObject): boolean =>
  Object.values(objectOrEmpty(mergedTarget(schema, document).properties)).some(
    (property) => fileSchema(property, document) !== undefined,
  );

/** Returns whether a schema says nothing about its values. */
const isUntyped = (schema: RawObject): boolean =>
  impliedType(schema) === undefined &&
  ['oneOf', 'anyOf', 'allOf', 'not', 'enum', 'const', 'format', 'pattern'].every(
    (keyword) => schema[keyword] === undefined,
  );

const FILES = new Set('attachment document file image photo upload'.split(' '));

/** Returns whether a part of such a name is a file, such as `file`, `images` or `cover_photo`. */
const isFileName = (name: string): boolean => FILES.has(singular(wordsOfName(name).at(-1) ?? ''));

/** Returns the settings of a form field that differ from the default. */
function partSettings(
  schema: RawObject,
  encoding: RawObject,
  as: BodyKind,
  isFile: boolean,
): Pick<Slot, 'part'> {
  const [first = '', ...moreTypes] = (nonBlankText(encoding.contentType) ?? '')
    .split(',')
    .map((typeText) => typeText.trim());
  const mediaTypes = isFile
    ? [first, ...moreTypes].filter((mediaType) => mediaType !== '*/*').join(', ')
    : first;
  const contentType =
    mediaTypes === '' || (!isFile && mediaTypes.includes('*')) ? undefined : mediaTypes;
  const style = nonBlankText(encoding.style) as Serialization['style'];
  const hasStyle = style !== undefined || typeof encoding.explode === 'boolean';
  const type = contentType ?? (as === 'form' && !hasStyle ? jsonTypeOf(schema) : undefined);
  const part = {
    ...(type !== undefined && { contentType: type }),
    ...(style !== undefined && { style }),
    ...(typeof encoding.explode === 'boolean' && { explode: encoding.explode }),
    ...(encoding.allowReserved === true && { allowReserved: true }),
  };
  return Object.keys(part).length > 0 ? { part } : {};
}
