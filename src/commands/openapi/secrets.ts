import { methodsWithoutBody } from '../../model/http.js';
import { placeholders } from '../../model/placeholders.js';
import { isIdentityName } from '../../../runtime/src/provider/argument-names.js';
import type { Loss, Obj, Skipped } from '../../openapi/model.js';
import { list, obj, ownValue, without } from '../../openapi/model.js';
import type { ToolDraft } from '../../openapi/spec.js';
import { secretsInResult, withoutSecretProperties } from './secret-schema.js';

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
      const reason = 'It requests an access token, which the sign-in does.';
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
    if (isEmptied(request, Object.keys(obj(obj(tool.inputSchema).properties)), gone)) {
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
    const kept = { inputSchema: schema, request: withoutArguments(request, gone) };
    return [{ ...draft, tool: { ...tool, ...kept } }];
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
function isNeeded({ method, query, parameters, body }: Obj, name: string): boolean {
  if (obj(body).argument === name) return true;
  const isParameter =
    methodsWithoutBody.some((one) => one === method) ||
    list(query).includes(name) ||
    list(parameters).some((binding) => obj(binding).argument === name);
  return isParameter && PASSWORD.test(name);
}

/** Whether all arguments of the body are gone. */
function isEmptied(
  { method, path, query, parameters }: Obj,
  names: readonly string[],
  gone: readonly string[],
): boolean {
  if (methodsWithoutBody.some((one) => one === method)) return false;
  const elsewhere: unknown[] = [
    ...placeholders(String(path)),
    ...list(query),
    ...list(parameters).map((binding) => obj(binding).argument),
  ];
  const inBody = names.filter((name) => !elsewhere.includes(name));
  return inBody.length > 0 && inBody.every((name) => gone.includes(name));
}

/** A request that does not send these arguments. */
function withoutArguments(request: Obj, names: readonly string[]): Obj {
  if (names.length === 0) return request;
  const isKept = (binding: unknown) => !names.includes(String(obj(binding).argument));
  const { body, parameters, query } = request;
  const properties = Object.entries(obj(obj(body).properties)).filter(([, part]) => isKept(part));
  return {
    ...request,
    ...(query !== undefined && {
      query: list(query).filter((name) => !names.includes(String(name))),
    }),
    ...(parameters !== undefined && { parameters: list(parameters).filter(isKept) }),
    ...(body !== undefined && {
      body: {
        ...without(obj(body), 'properties'),
        ...(properties.length > 0 && { properties: Object.fromEntries(properties) }),
      },
    }),
  };
}

/** Operations whose results have secrets, with the paths of the fields as `response.exclude` in the overlay has them. */
export const secretResults = (
  drafts: readonly Pick<ToolDraft, 'key' | 'tool'>[],
): { at: string; fields: string[] }[] =>
  drafts.flatMap(({ key: at, tool }) => {
    const { properties } = obj(tool.outputSchema);
    const { resultKey } = obj(tool.request);
    const own = typeof resultKey === 'string' ? ownValue(obj(properties), resultKey) : undefined;
    const fields = secretsInResult(own ?? tool.outputSchema);
    return fields.length > 0 ? [{ at, fields }] : [];
  });
