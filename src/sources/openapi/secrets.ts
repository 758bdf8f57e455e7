import { isIdentityName, isSecretArgument } from '../../../runtime/src/utils/argument-names.js';
import { withArguments } from '../../openapi/arguments.js';
import {
  isObj,
  list,
  type Loss,
  type Obj,
  obj,
  ownValue,
  type Skipped,
  without,
} from '../../openapi/model.js';
import type { ToolDraft } from '../../openapi/spec.js';

/**
 * Tools without arguments that carry secrets, which models and logs see, or that choose the user of a call. An operation
 * that requires one cannot be a tool.
 */
export function withoutSecrets(drafts: readonly ToolDraft[]): {
  tools: ToolDraft[];
  skipped: Skipped[];
  losses: Loss[];
} {
  const skipped: Skipped[] = [];
  const losses: Loss[] = [];
  const tools = drafts.flatMap((draft) => {
    const { key: at, tool } = draft;
    const request = obj(tool.request);
    if (isTokenRequest(tool)) {
      const reason = 'It requests an access token, which is for the sign-in alone.';
      skipped.push({ at, reason, isChoice: true });
      return [];
    }
    const { schema, removed, required } = withoutSecretProperties(obj(tool.inputSchema));
    const gone = Object.keys(obj(obj(tool.inputSchema).properties)).filter(
      (name) => !Object.hasOwn(obj(schema.properties), name),
    );
    const needed = required ?? gone.find((name) => isNeeded(request, name));
    if (needed !== undefined) {
      const what = choosesUser(needed)
        ? `"${needed}", which chooses the user of the call,`
        : `the secret "${needed}"`;
      skipped.push({ at, reason: `It requires ${what} as an argument.` });
      return [];
    }
    if (isEmptied(request, gone)) {
      const names = gone.map((name) => `"${name}"`).join(', ');
      skipped.push({ at, reason: `Nothing of its body can be an argument: ${names}.` });
      return [];
    }
    for (const path of new Set(removed)) {
      const detail = choosesUser(path)
        ? `"${path}" chooses the user of the call. It is not an argument.`
        : `"${path}" is a secret, not an argument.`;
      losses.push({ at, kind: 'secret', detail });
    }
    const names = new Map(gone.map((name) => [name, undefined]));
    return [{ ...draft, tool: withArguments({ ...tool, inputSchema: schema }, names) }];
  });
  return { tools, skipped, losses };
}

/** RFC 6749: the parameter that every token request has, and the field that every token response has. */
const isTokenRequest = ({ inputSchema, outputSchema }: Obj): boolean =>
  Object.hasOwn(obj(obj(inputSchema).properties), 'grant_type') &&
  Object.hasOwn(obj(obj(outputSchema).properties), 'access_token');

/** Otherwise it is a secret. */
const choosesUser = (path: string): boolean => isIdentityName(path.split('.').at(-1) ?? '');

/** Documents often call the parameters of a sign-in optional. Other secrets are what the sign-in of the provider sends. */
const PASSWORD = /(password|passwd|passphrase|pwd|otp|code)$/i;

/** Whether a request means nothing without an argument: it is its whole body, or the password of a sign-in by parameters. */
function isNeeded({ parameters, body }: Obj, name: string): boolean {
  const isParameter = list(parameters).some((binding) => obj(binding).argument === name);
  return obj(body).argument === name || (isParameter && PASSWORD.test(name));
}

/** Whether all arguments of the body are gone. */
function isEmptied({ body }: Obj, gone: readonly string[]): boolean {
  const inBody = Object.values(obj(obj(body).properties)).map((part) => obj(part).argument);
  return inBody.length > 0 && inBody.every((name) => gone.includes(String(name)));
}

/** Operations whose results have secrets, with the paths of the fields as `response.exclude` in the overlay has them. */
export const secretResults = (
  drafts: readonly Pick<ToolDraft, 'key' | 'tool'>[],
): { at: string; fields: string[] }[] =>
  drafts.flatMap(({ key: at, tool }) => {
    const { properties } = obj(tool.outputSchema);
    const { resultKey } = obj(tool.request);
    const result = typeof resultKey === 'string' ? ownValue(obj(properties), resultKey) : undefined;
    const fields = secretsInResult(result ?? tool.outputSchema);
    return fields.length > 0 ? [{ at, fields }] : [];
  });

/** A schema without its secrets, and without what chooses the user of a call. */
interface Harmless {
  schema: Obj;
  /** Dotted paths of what was removed; lists have no part in them. */
  removed: string[];
  /** Dotted path of a secret that every value has, so that there is no schema without it. */
  required?: string;
}

/** An input schema without these, at any depth. Branches and optional properties that require one are removed. */
function withoutSecretProperties(root: Obj): Harmless {
  const { $defs, ...main } = root;
  const defs = obj($defs);
  const targetOf = (schema: unknown) => String(obj(schema).$ref).replace('#/$defs/', '');
  /** As the rules `security/secret-argument` and `security/identity-argument`. */
  const isWithheld = (name: string, schema: unknown): boolean =>
    isSecretArgument(name, obj(ownValue(defs, targetOf(schema)) ?? schema)) ||
    (isIdentityName(name) && obj(schema).type !== 'boolean');
  // Definitions can be recursive: which of them require a secret is known once another round finds no more.
  const requiring = new Map<string, string>();
  for (let size = -1; size < requiring.size;) {
    size = requiring.size;
    for (const [name, schema] of Object.entries(defs)) {
      const { required } = visited(schema);
      if (required !== undefined) requiring.set(name, required);
    }
  }
  const safeRoot = visited(main);
  if ($defs === undefined) return safeRoot;
  const others = Object.entries(defs).map(([name, schema]) => [name, visited(schema)] as const);
  const usable = others.filter(([name]) => !requiring.has(name));
  return {
    ...safeRoot,
    schema: {
      ...safeRoot.schema,
      $defs: Object.fromEntries(usable.map(([name, { schema }]) => [name, schema])),
    },
    removed: [...safeRoot.removed, ...usable.flatMap(([, { removed }]) => removed)],
  };

  function visited(schema: unknown): Harmless {
    if (!isObj(schema)) return { schema: schema as Obj, removed: [] };
    const target = requiring.get(targetOf(schema));
    if (target !== undefined) return { schema, removed: [], required: target };
    const removed: string[] = [];
    const required: string[] = [];
    const changed = { ...schema };
    members();
    if (isObj(schema.items)) changed.items = part(schema.items).schema;
    for (const key of ['anyOf', 'oneOf'] as const) if (Array.isArray(schema[key])) branches(key);
    if (Array.isArray(schema.allOf)) changed.allOf = schema.allOf.map((one) => part(one).schema);
    if (isObj(schema.additionalProperties)) {
      const inner = visited(schema.additionalProperties);
      removed.push(...inner.removed, ...(inner.required === undefined ? [] : [inner.required]));
      changed.additionalProperties = inner.required === undefined && inner.schema;
    }
    const [first] = required;
    return {
      schema: removed.length > 0 ? without(changed, 'default') : changed,
      removed,
      ...(first !== undefined && { required: first }),
    };

    /** What every value has. */
    function part(inner: unknown): Harmless {
      const harmless = visited(inner);
      removed.push(...harmless.removed);
      if (harmless.required !== undefined) required.push(harmless.required);
      return harmless;
    }

    function members(): void {
      const { properties } = obj(schema);
      const must = list(obj(schema).required).map(String);
      required.push(
        ...must.filter(
          (name) => !Object.hasOwn(obj(properties), name) && isWithheld(name, undefined),
        ),
      );
      if (!isObj(properties)) return;
      const entries = Object.entries(properties).flatMap(([name, inner]) => {
        const harmless = isWithheld(name, inner) ? undefined : visited(inner);
        const below = (path: string) => `${name}.${path}`;
        const secret = harmless ? harmless.required && below(harmless.required) : name;
        removed.push(...(harmless?.removed.map(below) ?? []));
        if (secret === undefined) return [[name, harmless?.schema]];
        (must.includes(name) ? required : removed).push(secret);
        return [];
      });
      changed.properties = Object.fromEntries(entries) as Obj;
    }

    function branches(key: 'anyOf' | 'oneOf'): void {
      const all = list(obj(schema)[key]).map(visited);
      const harmless = all.filter((one) => one.required === undefined);
      const secrets = all.flatMap((one) => one.required ?? []);
      (harmless.length === 0 ? required : removed).push(...secrets);
      removed.push(...harmless.flatMap((one) => one.removed));
      changed[key] = harmless.map((one) => one.schema);
    }
  }
}

/** Dotted paths of the secrets in a result, as `response.exclude` has them; `*` stands for names that no schema has. */
function secretsInResult(schema: unknown): string[] {
  if (!isObj(schema)) return [];
  const { properties, items, additionalProperties, anyOf, oneOf, allOf } = schema;
  const beside = [items, ...[anyOf, oneOf, allOf].flatMap(list)].flatMap(secretsInResult);
  const parts = [...Object.entries(obj(properties)), ['*', additionalProperties] as const];
  const below = parts.flatMap(([name, inner]) =>
    isSecretArgument(name, obj(inner))
      ? [name]
      : secretsInResult(inner).map((path) => `${name}.${path}`),
  );
  return [...new Set([...below, ...beside])];
}
