/** `accessToken`, `ACCESS_TOKEN` and `access-token` are one name. */
export const words = (name: string): string =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .toLowerCase();

/** Endings of names, as a regular expression. */
export const SECRET_ENDINGS =
  'token|(?:api|access|private|secret|signing|sealing|encryption|session|master|hmac|credentials)_key|apikey|secret|password|passwd|passphrase|credentials?|authorization';
/** These are other words where they are only a part of one: "footprint". `pwd` alone can be the working directory. */
const ONE_TIME = 't?otp|passcode|(?:recovery|backup|otp|mfa|2fa|two_factor)_code';
const SECRET = new RegExp(`(^|_)(${SECRET_ENDINGS}|private_key_pem|${ONE_TIME})$|_pwd$`);
/** Tokens that do not grant access. */
const HARMLESS =
  /(^|_)(page|pagination|paging|scroll|next|previous|cursor|continuation|sync|start|resume|progress|delta|change|change_log|max|min|stop|public|device)_?token$/;
/** Whether or what to do: `rotateWorkerToken`, `has_password`. */
const QUESTION =
  /^(rotate|regenerate|revoke|has|is|requires|includes?|enables?|allows?|shows?|hides?)_/;

/** Names that end like those of secrets, and grant no access. */
export const isHarmlessName = (name: string): boolean =>
  HARMLESS.test(words(name)) || QUESTION.test(words(name));

/** A name for something that grants access to its holder. */
export const isSecretName = (name: string): boolean =>
  SECRET.test(words(name)) && !isHarmlessName(name);

type Schema = Readonly<Record<string, unknown>>;

/**
 * Whether an argument grants access: a text with such a name, or an object, unless its members are described and none of
 * them can be the secret. An `authorization` can be an amount that is reserved on a card.
 */
export function isSecretArgument(name: string, schema: Schema): boolean {
  // Requests have no working directory.
  if (!isSecretName(name) && words(name) !== 'pwd') return false;
  const { properties = {}, enum: values, const: constant } = schema;
  const branches = schema.anyOf ?? schema.oneOf;
  if (Array.isArray(branches)) return branches.some((one: Schema) => isSecretArgument(name, one));
  if (values !== undefined || constant !== undefined) return false;
  const members = Object.entries(properties as Record<string, Schema>);
  const types = [schema.type ?? (members.length > 0 ? 'object' : 'string')].flat();
  // A number that is its digits where it is long is no text.
  const isNumber = types.includes('integer') || types.includes('number');
  if (types.includes('string') && !isNumber) return true;
  return (
    types.includes('object') &&
    (members.length === 0 ||
      /credentials?$/.test(words(name)) ||
      members.some(([below, part]) => VALUE.test(words(below)) || isSecretArgument(below, part)))
  );
}

/** What holds the secret in an object that has its name. */
const VALUE = /^(value|data|content|raw|text|hash|key|pass|pem)$/;

const NAMES: ReadonlySet<string> = new Set([
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

/** A name for an argument that chooses the user of a call. */
export const isIdentityName = (name: string): boolean => NAMES.has(words(name));

/** Many APIs rightly use these for people other than the caller. */
const OFTEN_OTHERS: ReadonlySet<string> = new Set(['user_id', 'tenant_id']);

/** A name for an argument that may choose the user of a call. */
export const mayChooseUser = (name: string): boolean =>
  isIdentityName(name) || OFTEN_OTHERS.has(words(name));

/**
 * What an argument seems to do by its name alone, as it follows that name: a warning, which the tool answers with a reason.
 * @example doubtAbout('api_key', { type: 'string' })
 */
export function doubtAbout(name: string, schema: Schema): string | undefined {
  const types: readonly unknown[] = [schema.type ?? 'string'].flat();
  const state = 'or state in "exempt" of the tool why it does not';
  if (mayChooseUser(name) && types.some((one) => one !== 'boolean' && one !== 'null'))
    return `seems to let the model choose on whose behalf it acts. Use the principal of the context, ${state}`;
  if (isSecretArgument(name, schema))
    return `seems to pass a secret through the model. Use the credentials of the caller, ${state}`;
  return undefined;
}
