import { isLoopback } from '../../../runtime/src/utils/addresses.js';
import { isObject, objectOrEmpty } from '../../../runtime/src/utils/is-object.js';
import { httpMethods } from '../../model/http.js';
import { mapValues } from '../../model/json-schema/subschemas.js';
import { FORM } from '../../model/media-type.js';
import { isRequired, listOrEmpty, nonBlankText, type RawObject } from '../model.js';
import { withStandardType } from '../schema/implied-type.js';
import { followReferences } from './references.js';

/**
 * Converts Swagger 2.0 to the parts of OpenAPI 3.0 that the import reads. Schemas stay in
 * `#/definitions`, so references need no change. The schema conversion handles `x-nullable`, `type:
 * file` and string discriminators. Parts that are of OpenAPI 3.0 already stay.
 */
export function upgradeDocument(old: RawObject): RawObject {
  const { consumes, produces } = old;
  const version = { document: old, defaults: { consumes, produces }, collectionFormat: 'csv' };
  const paths = mapValues(objectOrEmpty(old.paths), (value) =>
    upgradePathItem(objectOrEmpty(followReferences(old, value)), version),
  );
  const components = objectOrEmpty(old.components);
  const securitySchemes = {
    ...objectOrEmpty(components.securitySchemes),
    ...upgradeSecurity(objectOrEmpty(old.securityDefinitions)),
  };
  return {
    ...old,
    openapi: '3.0.3',
    paths,
    servers: upgradeServers(old),
    components: { ...components, securitySchemes },
  };
}

/**
 * Returns a document of OpenAPI 3 whose operations have no parts of Swagger 2.0: parameters with a
 * type of their own or in the body, and responses with a schema. Comments in code often mix both
 * versions.
 */
export function withoutOldParts(document: RawObject): RawObject {
  const paths = mapValues(objectOrEmpty(document.paths), (value) => {
    const item = objectOrEmpty(followReferences(document, value));
    const operations = Object.entries(item).filter(isOperation);
    const parameters = [item, ...operations.map(([, operation]) => objectOrEmpty(operation))]
      .flatMap((owner) => listOrEmpty(owner.parameters))
      .map((parameter) => objectOrEmpty(followReferences(document, parameter)));
    const responses = operations
      .flatMap(([, operation]) => Object.values(objectOrEmpty(objectOrEmpty(operation).responses)))
      .map((response) => objectOrEmpty(followReferences(document, response)));
    const isMixed =
      parameters.some(isOldParameter) || responses.some(({ schema }) => schema !== undefined);
    return isMixed ? upgradePathItem(item, { document }) : value;
  });
  return document.paths === undefined ? document : { ...document, paths };
}

const isOldParameter = ({ in: place, type, schema, content }: RawObject): boolean =>
  place === 'body' ||
  place === 'formData' ||
  (typeof type === 'string' && schema === undefined && content === undefined);

const isOperation = ([key, value]: [key: string, value: unknown]): boolean =>
  httpMethods.some((method) => method === key.toUpperCase()) && isObject(value);

/** What the operations of a document have in common. */
interface OldVersion {
  document: RawObject;
  /** Media types of the document. */
  defaults?: RawObject;
  /** How lists are sent that do not say so. */
  collectionFormat?: string;
}

/** Returns a path item whose operations have all parameters. */
function upgradePathItem(item: RawObject, version: OldVersion): RawObject {
  const { parameters, ...rest } = item;
  return Object.fromEntries(
    Object.entries(rest).map(([key, value]) =>
      isOperation([key, value])
        ? [key, upgradeOperation(objectOrEmpty(value), listOrEmpty(parameters), version)]
        : [key, value],
    ),
  );
}

function upgradeServers(old: RawObject): unknown[] {
  const base = nonBlankText(old.basePath)?.replace(/\/$/, '') ?? '';
  const host = nonBlankText(old.host);
  if (host === undefined) return base === '' ? listOrEmpty(old.servers) : [{ url: base }];
  const schemes = listOrEmpty(old.schemes).filter(
    (scheme) => scheme === 'https' || scheme === 'http',
  );
  // A document without schemes is for the one by which it is read; few computers have a certificate.
  const usual = isLoopback(host.replace(/:\d*$/, '')) ? 'http' : 'https';
  const order = schemes.length > 0 ? [...schemes].sort().reverse() : [usual];
  return order.map((scheme) => ({ url: `${scheme}://${host}${base}` }));
}

function upgradeOperation(
  ownOperation: RawObject,
  sharedParameters: unknown[],
  { document, defaults, collectionFormat }: OldVersion,
): RawObject {
  const operation = { ...defaults, ...ownOperation };
  const operationParameters = listOrEmpty(operation.parameters).map((parameter) =>
    objectOrEmpty(followReferences(document, parameter)),
  );
  const inheritedParameters = sharedParameters
    .map((parameter) => objectOrEmpty(followReferences(document, parameter)))
    .filter(
      (inheritedParameter) =>
        !operationParameters.some(
          (ownParameter) =>
            ownParameter.name === inheritedParameter.name &&
            ownParameter.in === inheritedParameter.in,
        ),
    );
  const allParameters = [...inheritedParameters, ...operationParameters];
  // Beside a body of OpenAPI 3, these stay, and are reported as parameters of an unknown location.
  const isOfBody = ({ in: place }: RawObject) =>
    operation.requestBody === undefined && (place === 'formData' || place === 'body');
  const bodyParameters = allParameters.filter(isOfBody);
  const body = bodyParameters.find((parameter) => parameter.in === 'body');
  const parameters = allParameters.filter((parameter) => !isOfBody(parameter));
  const consumes = listOrEmpty(operation.consumes).map(String);
  const requestBody = body
    ? upgradeBody(body, consumes)
    : bodyParameters.length > 0
      ? upgradeForm(bodyParameters, consumes, collectionFormat)
      : undefined;
  const produces = listOrEmpty(operation.produces).map(String);
  return {
    ...operation,
    parameters: parameters.map((parameter) => upgradeParameter(parameter, collectionFormat)),
    ...(requestBody && { requestBody }),
    responses: Object.fromEntries(
      Object.entries(objectOrEmpty(operation.responses)).map(([code, value]) => {
        const response = objectOrEmpty(followReferences(document, value));
        const types = produces.length > 0 ? produces : ['application/json'];
        const content = Object.fromEntries(
          types.map((type) => [type, { schema: response.schema }]),
        );
        const isOld = response.schema !== undefined && response.content === undefined;
        return [code, isOld ? { ...response, content } : response];
      }),
    ),
  };
}

const NON_SCHEMA_KEYS = new Set([
  'name',
  'in',
  'required',
  'description',
  'collectionFormat',
  'allowEmptyValue',
  'deprecated',
  'schema',
  'style',
  'explode',
  'allowReserved',
]);
const parameterSchema = (parameter: RawObject): RawObject => ({
  ...objectOrEmpty(parameter.schema),
  ...Object.fromEntries(Object.entries(parameter).filter(([key]) => !NON_SCHEMA_KEYS.has(key))),
});
const parameterType = (parameter: RawObject): unknown =>
  withStandardType(parameterSchema(parameter)).type;

const STYLES = new Map([
  ['ssv', 'spaceDelimited'],
  ['tsv', 'tabDelimited'],
  ['pipes', 'pipeDelimited'],
]);

/**
 * Returns the serialization from `collectionFormat`: "csv", "ssv", "tsv", "pipes" or "multi". That of
 * OpenAPI 3 has precedence.
 */
function upgradeSerialization(parameter: RawObject, defaultFormat: string | undefined): RawObject {
  const { style: statedStyle, explode, allowReserved } = parameter;
  const format = nonBlankText(parameter.collectionFormat) ?? defaultFormat;
  const isStated = statedStyle !== undefined || explode !== undefined;
  if (isStated || parameterType(parameter) !== 'array' || format === undefined)
    return { style: statedStyle, explode, allowReserved };
  const inQuery = parameter.in !== 'path' && parameter.in !== 'header';
  if (format === 'multi') return { style: 'form', explode: true };
  const style = STYLES.get(format);
  return { style: style ?? (inQuery ? 'form' : 'simple'), explode: false };
}

/** Returns the parameter; one of OpenAPI 3 is unchanged. */
const upgradeParameter = (parameter: RawObject, collectionFormat: string | undefined): RawObject =>
  parameter.content !== undefined || (collectionFormat === undefined && !isOldParameter(parameter))
    ? parameter
    : {
        name: parameter.name,
        in: parameter.in,
        required: parameter.required,
        description: parameter.description,
        deprecated: parameter.deprecated,
        ...upgradeSerialization(parameter, collectionFormat),
        schema: parameterSchema(parameter),
      };

function upgradeBody(body: RawObject, consumes: string[]): RawObject {
  const types = consumes.length > 0 ? consumes : ['application/json'];
  const schema = body.schema ?? parameterSchema(body);
  return {
    description: body.description,
    required: body.required,
    content: Object.fromEntries(types.map((type) => [type, { schema }])),
    'x-name': body.name,
  };
}

/** Returns the body of formData parameters. It is always a form, even if `consumes` lists JSON. */
function upgradeForm(
  form: RawObject[],
  consumes: string[],
  collectionFormat: string | undefined,
): RawObject {
  const hasFile = form.some(
    (parameter) => parameterType(parameter) === 'file' || parameter.format === 'binary',
  );
  const multipart =
    hasFile || (consumes.includes('multipart/form-data') && !consumes.includes(FORM));
  const properties = form.map(
    (parameter) =>
      [
        String(parameter.name),
        { description: parameter.description, ...parameterSchema(parameter) },
      ] as const,
  );
  const encoding = form.map((parameter) => {
    const serialization = Object.entries(upgradeSerialization(parameter, collectionFormat));
    const stated = serialization.filter(([, value]) => value !== undefined);
    return [String(parameter.name), Object.fromEntries(stated)] as const;
  });
  const requiredNames = form.filter(isRequired).map((parameter) => String(parameter.name));
  return {
    required: requiredNames.length > 0,
    content: {
      [multipart ? 'multipart/form-data' : FORM]: {
        schema: {
          type: 'object',
          properties: Object.fromEntries(properties),
          required: requiredNames,
        },
        encoding: Object.fromEntries(
          encoding.filter(([, partEncoding]) => Object.keys(partEncoding).length > 0),
        ),
      },
    },
  };
}

const FLOWS: Record<string, string> = {
  accessCode: 'authorizationCode',
  application: 'clientCredentials',
};

function upgradeSecurity(definitions: RawObject): RawObject {
  return Object.fromEntries(
    Object.entries(definitions).map(([name, value]) => {
      const scheme = objectOrEmpty(value);
      if (scheme.type === 'basic') return [name, { type: 'http', scheme: 'basic' }];
      if (scheme.type !== 'oauth2') return [name, scheme];
      const { flow, authorizationUrl, tokenUrl, scopes } = scheme;
      const key = FLOWS[String(flow)] ?? String(flow);
      return [name, { type: 'oauth2', flows: { [key]: { authorizationUrl, tokenUrl, scopes } } }];
    }),
  );
}
