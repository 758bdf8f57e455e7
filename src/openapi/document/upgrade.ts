import { isObject, objectOrEmpty } from '../../../runtime/src/utils/is-object.js';
import { httpMethods } from '../../model/http.js';
import { FORM } from '../../model/media-type.js';
import { listOrEmpty, nonBlankText, type RawObject } from '../model.js';
import { followReferences } from './references.js';

/**
 * Converts Swagger 2.0 to the parts of OpenAPI 3.0 that the import reads. Schemas stay in
 * `#/definitions`, so references need no change. The schema conversion handles `x-nullable`, `type:
 * file` and string discriminators.
 */
export function upgradeDocument(old: RawObject): RawObject {
  const defaults = { consumes: old.consumes, produces: old.produces };
  const paths: RawObject = {};
  for (const [path, value] of Object.entries(objectOrEmpty(old.paths))) {
    const item = objectOrEmpty(followReferences(old, value));
    const { parameters, ...rest } = item;
    const sharedParameters = listOrEmpty(parameters);
    paths[path] = Object.fromEntries(
      Object.entries(rest).map(([key, operation]) =>
        httpMethods.some((method) => method.toLowerCase() === key) && isObject(operation)
          ? [key, operationOf({ ...defaults, ...operation }, sharedParameters, old)]
          : [key, operation],
      ),
    );
  }
  const components = { securitySchemes: securityOf(objectOrEmpty(old.securityDefinitions)) };
  return { ...old, openapi: '3.0.3', paths, servers: serversOf(old), components };
}

function serversOf(old: RawObject): RawObject[] {
  const base = nonBlankText(old.basePath)?.replace(/\/$/, '') ?? '';
  const host = nonBlankText(old.host);
  if (host === undefined) return base === '' ? [] : [{ url: base }];
  const schemes = listOrEmpty(old.schemes).filter(
    (scheme) => scheme === 'https' || scheme === 'http',
  );
  const order = schemes.length > 0 ? [...schemes].sort().reverse() : ['https'];
  return order.map((scheme) => ({ url: `${scheme}://${host}${base}` }));
}

function operationOf(operation: RawObject, sharedParameters: unknown[], old: RawObject): RawObject {
  const operationParameters = listOrEmpty(operation.parameters).map((parameter) =>
    objectOrEmpty(followReferences(old, parameter)),
  );
  const inheritedParameters = sharedParameters
    .map((parameter) => objectOrEmpty(followReferences(old, parameter)))
    .filter(
      (inheritedParameter) =>
        !operationParameters.some(
          (ownParameter) =>
            ownParameter.name === inheritedParameter.name &&
            ownParameter.in === inheritedParameter.in,
        ),
    );
  const allParameters = [...inheritedParameters, ...operationParameters];
  const form = allParameters.filter((parameter) => parameter.in === 'formData');
  const body = allParameters.find((parameter) => parameter.in === 'body');
  const parameters = allParameters.filter(
    (parameter) => parameter.in !== 'formData' && parameter.in !== 'body',
  );
  const consumes = listOrEmpty(operation.consumes).map(String);
  const requestBody = body
    ? bodyOf(body, consumes)
    : form.length > 0
      ? formOf(form, consumes)
      : undefined;
  const produces = listOrEmpty(operation.produces).map(String);
  return {
    ...operation,
    parameters: parameters.map(parameterOf),
    ...(requestBody && { requestBody }),
    responses: Object.fromEntries(
      Object.entries(objectOrEmpty(operation.responses)).map(([code, value]) => {
        const response = objectOrEmpty(followReferences(old, value));
        const types = produces.length > 0 ? produces : ['application/json'];
        const content = Object.fromEntries(
          types.map((type) => [type, { schema: response.schema }]),
        );
        return [code, response.schema === undefined ? response : { ...response, content }];
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
]);
const schemaOf = (parameter: RawObject): RawObject =>
  Object.fromEntries(Object.entries(parameter).filter(([key]) => !NON_SCHEMA_KEYS.has(key)));

const STYLES = new Map([
  ['ssv', 'spaceDelimited'],
  ['tsv', 'tabDelimited'],
  ['pipes', 'pipeDelimited'],
]);

/** Returns the serialization from `collectionFormat`: "csv" (the default), "ssv", "tsv", "pipes" or "multi". */
function serializationOf(parameter: RawObject): RawObject {
  if (parameter.type !== 'array') return {};
  const inQuery = parameter.in !== 'path' && parameter.in !== 'header';
  const format = nonBlankText(parameter.collectionFormat) ?? 'csv';
  if (format === 'multi') return { style: 'form', explode: true };
  const style = STYLES.get(format);
  return { style: style ?? (inQuery ? 'form' : 'simple'), explode: false };
}

const parameterOf = (parameter: RawObject): RawObject => ({
  name: parameter.name,
  in: parameter.in,
  required: parameter.required,
  description: parameter.description,
  deprecated: parameter.deprecated,
  ...serializationOf(parameter),
  schema: schemaOf(parameter),
});

function bodyOf(body: RawObject, consumes: string[]): RawObject {
  const types = consumes.length > 0 ? consumes : ['application/json'];
  return {
    description: body.description,
    required: body.required,
    content: Object.fromEntries(types.map((type) => [type, { schema: body.schema }])),
    'x-name': body.name,
  };
}

/** Returns the body of formData parameters. It is always a form, even if `consumes` lists JSON. */
function formOf(form: RawObject[], consumes: string[]): RawObject {
  const hasFile = form.some((parameter) => parameter.type === 'file');
  const multipart =
    hasFile || (consumes.includes('multipart/form-data') && !consumes.includes(FORM));
  const properties = form.map(
    (parameter) =>
      [
        String(parameter.name),
        { description: parameter.description, ...schemaOf(parameter) },
      ] as const,
  );
  const encoding = form.map(
    (parameter) => [String(parameter.name), serializationOf(parameter)] as const,
  );
  const requiredNames = form
    .filter((parameter) => parameter.required === true)
    .map((parameter) => String(parameter.name));
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

function securityOf(definitions: RawObject): RawObject {
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
