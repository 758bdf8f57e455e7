import { isIdentityName, isSecretArgument } from '../../../runtime/src/utils/argument-names.js';
import { isObject, objectOrEmpty } from '../../../runtime/src/utils/is-object.js';
import { withArguments } from '../../openapi/arguments.js';
import {
  listOrEmpty,
  type Loss,
  ownValue,
  type RawObject,
  type Skipped,
  withoutMember,
} from '../../openapi/model.js';
import { repeatedPaths } from '../../openapi/schema/repeated.js';
import { secretPaths } from '../../openapi/schema/secret-paths.js';
import type { ToolDraft } from '../../openapi/spec.js';

/**
 * Returns tools without arguments that contain secrets, which models and logs would see, or that
 * choose the user of a call. An operation that requires one cannot be a tool.
 */
export function withoutSecrets(drafts: readonly ToolDraft[]): {
  tools: ToolDraft[];
  skipped: Skipped[];
  losses: Loss[];
} {
  const skipped: Skipped[] = [];
  const losses: Loss[] = [];
  const tools = drafts.flatMap((draft) => {
    const { key: operationKey, tool } = draft;
    const request = objectOrEmpty(tool.request);
    if (isTokenRequest(tool)) {
      const reason = 'It requests an access token, which is for the sign-in alone.';
      skipped.push({ operation: operationKey, reason, isChoice: true });
      return [];
    }
    const { schema, removedPaths, required } = withoutSecretProperties(
      objectOrEmpty(tool.inputSchema),
    );
    const removedNames = Object.keys(
      objectOrEmpty(objectOrEmpty(tool.inputSchema).properties),
    ).filter((name) => !Object.hasOwn(objectOrEmpty(schema.properties), name));
    const neededName = required ?? removedNames.find((name) => isNeeded(request, name));
    if (neededName !== undefined) {
      const description = choosesUser(neededName)
        ? `"${neededName}", which chooses the user of the call,`
        : `the secret "${neededName}"`;
      skipped.push({
        operation: operationKey,
        reason: `It requires ${description} as an argument.`,
      });
      return [];
    }
    if (isEmptied(request, removedNames)) {
      const names = removedNames.map((name) => `"${name}"`).join(', ');
      skipped.push({
        operation: operationKey,
        reason: `Nothing of its body can be an argument: ${names}.`,
      });
      return [];
    }
    for (const path of new Set(removedPaths)) {
      const detail = choosesUser(path)
        ? `"${path}" chooses the user of the call. It is not an argument.`
        : `"${path}" is a secret, not an argument.`;
      losses.push({ at: operationKey, kind: 'secret', detail });
    }
    const names = new Map(removedNames.map((name) => [name, undefined]));
    return [{ ...draft, tool: withArguments({ ...tool, inputSchema: schema }, names) }];
  });
  return { tools, skipped, losses };
}

/** Returns whether a tool requests tokens, by the parameter and the response field that RFC 6749 requires. */
const isTokenRequest = ({ inputSchema, outputSchema }: RawObject): boolean =>
  Object.hasOwn(objectOrEmpty(objectOrEmpty(inputSchema).properties), 'grant_type') &&
  Object.hasOwn(objectOrEmpty(objectOrEmpty(outputSchema).properties), 'access_token');

/** Returns whether a path ends with the name of an argument that chooses the user; otherwise it is a secret. */
const choosesUser = (path: string): boolean => isIdentityName(path.split('.').at(-1) ?? '');

/** Parameters of a sign-in, which documents often call optional. The provider's sign-in sends other secrets. */
const PASSWORD = /(password|passwd|passphrase|pwd|otp|code)$/i;

/**
 * Returns whether a request is useless without an argument: it is the whole body, or the password
 * of a sign-in by parameters.
 */
function isNeeded({ parameters, body }: RawObject, name: string): boolean {
  const isParameter = listOrEmpty(parameters).some(
    (binding) => objectOrEmpty(binding).argument === name,
  );
  return objectOrEmpty(body).argument === name || (isParameter && PASSWORD.test(name));
}

/** Returns whether all arguments of the body were removed. */
function isEmptied({ body }: RawObject, removedNames: readonly string[]): boolean {
  const inBody = Object.values(objectOrEmpty(objectOrEmpty(body).properties)).map(
    (part) => objectOrEmpty(part).argument,
  );
  return inBody.length > 0 && inBody.every((name) => removedNames.includes(String(name)));
}

/**
 * Returns operations whose results contain secrets, with the paths of the fields in the form of
 * `response.exclude` in the overlay.
 */
export const secretResults = (
  drafts: readonly Pick<ToolDraft, 'key' | 'tool' | 'secrets'>[],
): { at: string; fields: string[] }[] =>
  drafts.flatMap(({ key: operationKey, tool, secrets = [] }) => {
    const { properties } = objectOrEmpty(tool.outputSchema);
    const { resultKey, response } = objectOrEmpty(tool.request);
    const result =
      typeof resultKey === 'string' ? ownValue(objectOrEmpty(properties), resultKey) : undefined;
    const schema = result ?? tool.outputSchema;
    const fields = [
      ...new Set([
        ...secretPaths(schema, objectOrEmpty(schema)),
        ...secrets.filter((path) => isSelected(path, objectOrEmpty(response))),
      ]),
    ];
    const pathsOfRepeated = repeatedPaths(schema, fields).map(({ path }) => path);
    return fields.length > 0 ? [{ at: operationKey, fields: [...fields, ...pathsOfRepeated] }] : [];
  });

/** Returns whether the fields that `response` of the overlay selects contain the one at a path. */
function isSelected(path: string, { include, exclude }: RawObject): boolean {
  const isIn = (field: unknown) => path === field || path.startsWith(`${String(field)}.`);
  return (
    !listOrEmpty(exclude).some(isIn) && (include === undefined || listOrEmpty(include).some(isIn))
  );
}

/** A schema without secrets and without arguments that choose the user of a call. */
interface SafeSchema {
  schema: RawObject;
  /** Dotted paths of the removed properties; lists are not part of paths. */
  removedPaths: string[];
  /** Dotted path of a secret that every value contains, so that there is no schema without it. */
  required?: string;
}

/**
 * Returns an input schema without secrets at any depth. Branches and optional properties that
 * require one are removed.
 */
function withoutSecretProperties(root: RawObject): SafeSchema {
  const { $defs, ...main } = root;
  const defs = objectOrEmpty($defs);
  const definitionName = (schema: unknown) =>
    String(objectOrEmpty(schema).$ref).replace('#/$defs/', '');
  /** Returns whether an argument is withheld, by the names of the rules `security/secret-argument` and `security/identity-argument`. */
  const isWithheld = (name: string, schema: unknown): boolean =>
    isSecretArgument(name, objectOrEmpty(ownValue(defs, definitionName(schema)) ?? schema)) ||
    (isIdentityName(name) && objectOrEmpty(schema).type !== 'boolean');
  // Definitions can be recursive. The definitions that require a secret are known once another
  // round finds no more.
  const requiredSecrets = new Map<string, string>();
  for (let size = -1; size < requiredSecrets.size;) {
    size = requiredSecrets.size;
    for (const [name, schema] of Object.entries(defs)) {
      const { required } = safeSchemaOf(schema);
      if (required !== undefined) requiredSecrets.set(name, required);
    }
  }
  const safeRoot = safeSchemaOf(main);
  if ($defs === undefined) return safeRoot;
  const safeDefinitions = Object.entries(defs).map(
    ([name, schema]) => [name, safeSchemaOf(schema)] as const,
  );
  const usable = safeDefinitions.filter(([name]) => !requiredSecrets.has(name));
  return {
    ...safeRoot,
    schema: {
      ...safeRoot.schema,
      $defs: Object.fromEntries(usable.map(([name, { schema }]) => [name, schema])),
    },
    removedPaths: [
      ...safeRoot.removedPaths,
      ...usable.flatMap(([, { removedPaths }]) => removedPaths),
    ],
  };

  function safeSchemaOf(schema: unknown): SafeSchema {
    if (!isObject(schema)) return { schema: schema as RawObject, removedPaths: [] };
    const target = requiredSecrets.get(definitionName(schema));
    if (target !== undefined) return { schema, removedPaths: [], required: target };
    const removedSecrets: string[] = [];
    const required: string[] = [];
    const changedSchema = { ...schema };
    members();
    if (isObject(schema.items)) changedSchema.items = part(schema.items).schema;
    for (const key of ['anyOf', 'oneOf'] as const) if (Array.isArray(schema[key])) branches(key);
    if (Array.isArray(schema.allOf))
      changedSchema.allOf = schema.allOf.map((branch) => part(branch).schema);
    if (isObject(schema.additionalProperties)) {
      const inner = safeSchemaOf(schema.additionalProperties);
      removedSecrets.push(
        ...inner.removedPaths,
        ...(inner.required === undefined ? [] : [inner.required]),
      );
      changedSchema.additionalProperties = inner.required === undefined && inner.schema;
    }
    const [first] = required;
    return {
      schema: removedSecrets.length > 0 ? withoutMember(changedSchema, 'default') : changedSchema,
      removedPaths: removedSecrets,
      ...(first !== undefined && { required: first }),
    };

    /**
     * Returns the safe schema of a part that every value has, so that a secret required there is
     * required here, too.
     */
    function part(inner: unknown): SafeSchema {
      const harmless = safeSchemaOf(inner);
      removedSecrets.push(...harmless.removedPaths);
      if (harmless.required !== undefined) required.push(harmless.required);
      return harmless;
    }

    function members(): void {
      const { properties } = objectOrEmpty(schema);
      const requiredNames = listOrEmpty(objectOrEmpty(schema).required).map(String);
      required.push(
        ...requiredNames.filter(
          (name) => !Object.hasOwn(objectOrEmpty(properties), name) && isWithheld(name, undefined),
        ),
      );
      if (!isObject(properties)) return;
      const entries = Object.entries(properties).flatMap(([name, inner]) => {
        const harmless = isWithheld(name, inner) ? undefined : safeSchemaOf(inner);
        const pathBelow = (path: string) => `${name}.${path}`;
        const secret = harmless ? harmless.required && pathBelow(harmless.required) : name;
        removedSecrets.push(...(harmless?.removedPaths.map(pathBelow) ?? []));
        if (secret === undefined) return [[name, harmless?.schema]];
        (requiredNames.includes(name) ? required : removedSecrets).push(secret);
        return [];
      });
      changedSchema.properties = Object.fromEntries(entries) as RawObject;
    }

    function branches(key: 'anyOf' | 'oneOf'): void {
      const safeBranches = listOrEmpty(objectOrEmpty(schema)[key]).map(safeSchemaOf);
      const harmlessBranches = safeBranches.filter((branch) => branch.required === undefined);
      const secrets = safeBranches.flatMap((branch) => branch.required ?? []);
      (harmlessBranches.length === 0 ? required : removedSecrets).push(...secrets);
      removedSecrets.push(...harmlessBranches.flatMap((branch) => branch.removedPaths));
      changedSchema[key] = harmlessBranches.map((branch) => branch.schema);
    }
  }
}
