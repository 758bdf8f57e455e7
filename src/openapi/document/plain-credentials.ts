import { isSecretName, snakeCase } from '../../../runtime/src/utils/argument-names.js';
import { objectOrEmpty } from '../../../runtime/src/utils/is-object.js';
import { methodsWithoutBody } from '../../model/http.js';
import {
  listOrEmpty,
  type Loss,
  nonBlankText,
  type Operation,
  type Parameter,
  type RawObject,
} from '../model.js';
import { mergedTarget, serializedShape } from '../schema/serialized-shape.js';
import { definedSchemes, keysOnly } from './security.js';

/** Names of credentials that sign in a user, not a request. */
const PERSONAL_NAME = /(password|passwd|passphrase|pwd|otp|code)$/;
/**
 * Names of API keys in a body. Other secrets there are data, and so is a "key" unless it is
 * described as that of the API.
 */
const KEY_IN_BODY = /^((api|app|application|auth|access|client)_?(key|token|secret)|token|secret)$/;
function isKey({ in: place, name, description = '' }: CredentialField): boolean {
  const isPlain = snakeCase(name) === 'key';
  if (place === 'body')
    return isPlain ? /\bAPI[ -]?key/i.test(description) : KEY_IN_BODY.test(snakeCase(name));
  return isPlain || (isSecretName(name) && !PERSONAL_NAME.test(snakeCase(name)));
}
/** Names of fields that accompany a key, such as `X-User-Id` and `X-App-Id`; in a body, others are data. */
const ACCOMPANYING_NAME =
  /(^|_)(user|app|application|client|account|company|tenant)_?(id|key|name|code)$/;
const ACCOMPANYING_BODY_NAME = /^(app|application|client)_?(id|key)$/;
const isBeside = ({ in: place, name }: CredentialField): boolean =>
  (place === 'body' ? ACCOMPANYING_BODY_NAME : ACCOMPANYING_NAME).test(snakeCase(name));

/** Returns whether the name of a member of the body is that of a key, or of what accompanies one. */
export const isKeyInBody = (name: string): boolean =>
  KEY_IN_BODY.test(snakeCase(name)) || ACCOMPANYING_BODY_NAME.test(snakeCase(name));

/** A parameter, or a member of the body. */
type CredentialField = Pick<Parameter, 'name' | 'required' | 'description' | 'schema'> & {
  in: Parameter['in'] | 'body';
};

/**
 * Returns the document with security schemes for credentials that most of its operations describe
 * as parameters, such as a header `X-Api-Key`, or as members of the body. The sign-in then sends
 * them, so they are not arguments. Other schemes cannot be combined with them.
 */
export function withPlainCredentials(
  document: RawObject,
  operations: readonly Operation[],
  reportLoss: (loss: Loss) => void,
): { document: RawObject; operations: readonly Operation[] } {
  const declaredSchemes = definedSchemes(document);
  const fields = collectFields(operations, document);
  const keys = keysIn([...fields.values()]).filter(
    (field) => !isKnown(field, Object.values(declaredSchemes)),
  );
  if (
    !keys.some(isKey) ||
    !operations.every(({ security }) =>
      security.every((requirement) => keysOnly(declaredSchemes, requirement)),
    )
  )
    return { document, operations };
  const names = new Map(keys.map((key) => [fieldId(key), schemeName(key, declaredSchemes)]));
  const schemes = keys.map((key) => [
    names.get(fieldId(key)) ?? '',
    apiKeyScheme(key, keys.length === 1),
  ]);
  const securitySchemes = { ...declaredSchemes, ...(Object.fromEntries(schemes) as RawObject) };
  // If all keys are optional, one of them is enough.
  const isOneEnough = !keys.some(({ required: isRequired }) => isRequired);
  const places = keys.map(({ in: place, name }) => `${place} "${name}"`).join(', ');
  reportLoss({
    at: 'document',
    kind: 'credential',
    detail: `The sign-in sends what operations have as plain fields: ${places}.`,
  });
  return {
    document: {
      ...document,
      components: { ...objectOrEmpty(document.components), securitySchemes },
    },
    operations: operations.map((operation) => {
      const ids = new Set(fields.get(operation)?.map(fieldId));
      const acceptedKeys = keys.filter((key) => ids.has(fieldId(key)));
      const applicable = isOneEnough ? acceptedKeys.slice(0, 1) : acceptedKeys;
      if (applicable.length === 0) return operation;
      const requirement = Object.fromEntries(
        applicable.map((key) => [names.get(fieldId(key)) ?? '', []]),
      );
      const requirements = operation.security.length > 0 ? operation.security : [{}];
      return {
        ...operation,
        parameters: operation.parameters.filter((parameter) => !names.has(fieldId(parameter))),
        security: requirements.map((alternative) => ({ ...alternative, ...requirement })),
      };
    }),
  };
}

/**
 * Returns the parameters and body members of each operation. A body member is a query parameter of
 * operations without a body, as in HTML forms, so it counts as the same field.
 */
function collectFields(
  operations: readonly Operation[],
  document: RawObject,
): Map<Operation, CredentialField[]> {
  const members = new Map(
    operations.map((operation) => [operation, stringMembers(operation, document)]),
  );
  const names = new Set([...members.values()].flat().map(({ name }) => name));
  const credentialFields = operations.map((operation): [Operation, CredentialField[]] => {
    const isBodiless = methodsWithoutBody.includes(operation.method);
    const parameters = operation.parameters
      .filter(({ in: place }) => place !== 'path')
      .map((field) =>
        isBodiless && field.in === 'query' && names.has(field.name)
          ? { ...field, in: 'body' as const }
          : field,
      );
    return [operation, [...parameters, ...(members.get(operation) ?? [])]];
  });
  return new Map(credentialFields);
}

/** Returns string members of an operation's body. With a sign-in, they are data. */
function stringMembers({ body, security }: Operation, document: RawObject): CredentialField[] {
  const [media] = Object.values(objectOrEmpty(body?.content));
  if (security.some((requirement) => Object.keys(requirement).length > 0)) return [];
  const { properties, required: requiredNames } = mergedTarget(
    objectOrEmpty(media).schema,
    document,
  );
  return Object.entries(objectOrEmpty(properties)).flatMap(([name, schema]): CredentialField[] => {
    const { description, type = serializedShape(schema, document) } = mergedTarget(
      schema,
      document,
    );
    const isRequired = listOrEmpty(requiredNames).includes(name);
    return type === 'string' || type === 'scalar'
      ? [
          {
            name,
            in: 'body',
            required: isRequired,
            schema,
            description: nonBlankText(description) ?? '',
          },
        ]
      : [];
  });
}

/**
 * Returns the credentials of most operations: keys first, those in headers before others, then the
 * required fields that accompany them.
 */
function keysIn(operations: readonly CredentialField[][]): CredentialField[] {
  const fieldsById = new Map<string, CredentialField[]>();
  for (const field of operations.flat())
    fieldsById.set(fieldId(field), [...(fieldsById.get(fieldId(field)) ?? []), field]);
  const frequent = [...fieldsById.values()].filter(({ length }) => length > operations.length / 2);
  const frequentFields = frequent.flatMap(([one]) => one ?? []);
  const keys = frequentFields.filter(isKey);
  const isHeader = (field: CredentialField) => Number(field.in === 'header');
  return [
    ...keys.toSorted((a, b) => isHeader(b) - isHeader(a)),
    ...frequentFields.filter(
      (frequentField) =>
        frequentField.required && !keys.includes(frequentField) && isBeside(frequentField),
    ),
  ];
}

/** Returns the id of a field. HTTP field names are case-insensitive (RFC 9110 section 5.1). */
const fieldId = ({ in: place, name }: { in: unknown; name: string }): string =>
  `${String(place)} ${place === 'header' ? name.toLowerCase() : name}`;

const isKnown = (field: CredentialField, schemes: readonly RawObject[]): boolean =>
  schemes.some(
    ({ in: place, name = '' }) => fieldId({ in: place, name: String(name) }) === fieldId(field),
  );

const schemeName = (
  { in: place, name }: CredentialField,
  knownSchemes: Readonly<Record<string, RawObject>>,
) => {
  const bareName = name.replace(/^x-/i, '');
  return Object.hasOwn(knownSchemes, bareName) ? `${bareName} ${place}` : bareName;
};

function apiKeyScheme(
  { in: place, name, description, schema }: CredentialField,
  isAlone: boolean,
): RawObject {
  const scheme = { type: 'apiKey', in: place, name, description };
  if (name.toLowerCase() !== 'authorization') return scheme;
  const sample =
    nonBlankText(objectOrEmpty(schema).default) ?? nonBlankText(objectOrEmpty(schema).example);
  const [, http] = /\b(bearer|basic)\b/i.exec([description, sample].join(' ')) ?? [];
  if (http === undefined) return { ...scheme, 'x-default': sample };
  return isAlone ? { type: 'http', scheme: http } : { ...scheme, 'x-default': `${http} token` };
}
