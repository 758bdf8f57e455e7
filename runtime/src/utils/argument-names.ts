/** Returns the words of a name in lower case: `accessToken`, `ACCESS_TOKEN` and `access-token` are one name. */
export const snakeCase = (name: string): string =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .toLowerCase();

/** A regular expression for the endings of names of secrets. */
export const SECRET_ENDINGS =
  'token|(?:api|access|private|secret|signing|sealing|encryption|session|master|hmac|credentials)_key|apikey|secret|password|passwd|passphrase|credentials?|authorization';
/** Names of one-time secrets, as whole words: "footprint" contains "otp". `pwd` alone can be the working directory. */
const ONE_TIME_SECRETS = 't?otp|passcode|(?:recovery|backup|otp|mfa|2fa|two_factor)_code';
const SECRET_NAME = new RegExp(
  `(^|_)(${SECRET_ENDINGS}|private_key_pem|${ONE_TIME_SECRETS})$|_pwd$`,
);
/** Names of tokens that do not grant access. */
const HARMLESS_TOKENS =
  /(^|_)(page|pagination|paging|scroll|next|previous|cursor|continuation|sync|start|resume|progress|delta|change|change_log|max|min|stop|public|device)_?token$/;
/** Names that are a question or a command: `rotateWorkerToken`, `has_password`. */
const FLAG_NAME =
  /^(rotate|regenerate|revoke|has|is|requires|includes?|enables?|allows?|shows?|hides?)_/;

/** Returns whether a name ends like that of a secret, but grants no access. */
export const isHarmlessName = (name: string): boolean =>
  HARMLESS_TOKENS.test(snakeCase(name)) || FLAG_NAME.test(snakeCase(name));

/** Returns whether a name is for something that grants access to its holder. */
export const isSecretName = (name: string): boolean =>
  SECRET_NAME.test(snakeCase(name)) && !isHarmlessName(name);

type Schema = Readonly<Record<string, unknown>>;

/** Members that can contain the secret of an object with the name of one. */
const SECRET_MEMBER = /^(value|data|content|raw|text|hash|key|pass|pem)$/;

/**
 * Returns whether an argument grants access: a text with such a name, or an object, unless its
 * members are described and none of them can be the secret. An `authorization` can be an amount
 * that is reserved on a card.
 */
export function isSecretArgument(name: string, schema: Schema): boolean {
  // As a request has no working directory, `pwd` is a password here.
  if (!isSecretName(name) && snakeCase(name) !== 'pwd') return false;
  const { properties = {}, enum: values, const: constant } = schema;
  const branches = schema.anyOf ?? schema.oneOf;
  if (Array.isArray(branches))
    return branches.some((branch: Schema) => isSecretArgument(name, branch));
  if (values !== undefined || constant !== undefined) return false;
  const members = Object.entries(properties as Record<string, Schema>);
  const types = [schema.type ?? (members.length > 0 ? 'object' : 'string')].flat();
  // A number that is sent as digits if it is long is not a text.
  const isNumber = types.includes('integer') || types.includes('number');
  if (types.includes('string') && !isNumber) return true;
  return (
    types.includes('object') &&
    (members.length === 0 ||
      /credentials?$/.test(snakeCase(name)) ||
      members.some(
        ([memberName, part]) =>
          SECRET_MEMBER.test(snakeCase(memberName)) || isSecretArgument(memberName, part),
      ))
  );
}

const IDENTITY_NAMES: ReadonlySet<string> = new Set([
  'current_user',
  'current_user_id',
  'calling_user',
  'principal',
  'principal_id',
  'as_user',
  'acting_user',
  'acting_user_id',
  'impersonate',
  'impersonated_user',
  'on_behalf_of',
]);

/** Returns whether a name is for an argument that chooses the user of a call. */
export const isIdentityName = (name: string): boolean => IDENTITY_NAMES.has(snakeCase(name));

/** Names that many APIs rightly use for people other than the caller. */
const OTHER_USER_NAMES: ReadonlySet<string> = new Set(['user_id', 'tenant_id']);

/** Returns whether a name is for an argument that may choose the user of a call. */
export const mayChooseUser = (name: string): boolean =>
  isIdentityName(name) || OTHER_USER_NAMES.has(snakeCase(name));

/**
 * Returns the warning about an argument, to follow its name: what it seems to do by its name alone.
 * Tools suppress it with a reason.
 * @example doubtAbout('api_key', { type: 'string' })
 */
export function argumentWarning(name: string, schema: Schema): string | undefined {
  const types: readonly unknown[] = [schema.type ?? 'string'].flat();
  const remedy = 'or state in "exempt" of the tool why it does not';
  if (mayChooseUser(name) && types.some((type) => type !== 'boolean' && type !== 'null'))
    return `seems to let the model choose on whose behalf it acts. Use the principal of the context, ${remedy}`;
  if (isSecretArgument(name, schema))
    return `seems to pass a secret through the model. Use the credentials of the caller, ${remedy}`;
  return undefined;
}
