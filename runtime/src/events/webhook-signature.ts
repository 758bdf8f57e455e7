import type {
  SignatureName,
  SignatureScheme,
  WebhookDefinition,
  WebhookRequest,
} from '../call/define/webhook.js';
import { nodeCrypto } from '../node/node-module.js';
import { type Environment, setting } from '../utils/settings.js';
import { StartError } from '../utils/start-error.js';
import { signingKey } from './signature.js';

const standardWebhooks = (product: string): SignatureScheme => ({
  header: `${product}-signature`,
  prefix: 'v1,',
  encoding: 'base64',
  content: `{${product}-id}.{${product}-timestamp}.{body}`,
  timestamp: `${product}-timestamp`,
  secretEncoding: 'base64',
});

const SCHEMES: Readonly<Record<SignatureName, SignatureScheme>> = {
  github: { header: 'x-hub-signature-256', prefix: 'sha256=', encoding: 'hex' },
  shopify: { header: 'x-shopify-hmac-sha256', encoding: 'base64' },
  slack: {
    header: 'x-slack-signature',
    prefix: 'v0=',
    encoding: 'hex',
    content: 'v0:{x-slack-request-timestamp}:{body}',
    timestamp: 'x-slack-request-timestamp',
  },
  'standard-webhooks': standardWebhooks('webhook'),
  stripe: {
    header: 'stripe-signature',
    prefix: 'v1=',
    encoding: 'hex',
    content: '{t}.{body}',
    members: ['t'],
    timestamp: 't',
  },
  svix: standardWebhooks('svix'),
};

/** Largest difference between the clocks of a sender and this server, and time of a delivery. */
const TOLERANCE_S = 300;
const DIGEST_BYTES = 32;
const BODY = '{body}';

/** Checks a request. @returns the reason why it is not accepted, for the log */
export type VerifyRequest = (request: WebhookRequest) => Promise<string | undefined>;

/**
 * @param subject the event, for messages
 * @throws StartError for a scheme that would not protect, and if no secret is set or usable
 */
export function requestVerifier(
  { signature, secret, verify }: WebhookDefinition<unknown>,
  subject: string,
  env: Environment,
): VerifyRequest {
  if (verify)
    return async (request) => {
      const isAccepted: unknown = await verify(request); // a text such as "false" accepts nothing
      return isAccepted === true ? undefined : '"verify" has refused it';
    };
  const scheme = typeof signature === 'string' ? SCHEMES[signature] : signature;
  const { content = BODY, timestamp } = scheme;
  if (!content.includes(BODY))
    throw new StartError(`${subject}: "content" of its signature needs "${BODY}".`);
  if (timestamp !== undefined && !content.includes(`{${timestamp}}`))
    throw new StartError(
      `${subject}: "content" of its signature needs "{${timestamp}}", or anyone can change the time.`,
    );
  const keys = keysOf(scheme, [secret].flat(), subject, env);
  return async (request) => signatureProblem(scheme, keys, request);
}

function keysOf(
  { secretEncoding }: SignatureScheme,
  variables: readonly string[],
  subject: string,
  env: Environment,
): Buffer[] {
  // A secret in place of a name must not appear in the message.
  if (!variables.every((name) => /^[A-Z][A-Z0-9_]*$/.test(name)))
    throw new StartError(
      `${subject}: "secret" of its webhook must be the name of an environment variable, in capital letters.`,
    );
  const keys = variables.flatMap((name) => {
    const text = setting(name, env);
    if (text === undefined) return [];
    if (secretEncoding !== 'base64') return Buffer.from(text);
    // Some consoles show it without "whsec_", others with "v1,whsec_".
    const key = signingKey(text.replace(/^(v1,)?(whsec_)?/, 'whsec_'));
    if (key) return key;
    throw new StartError(`${name} must be "whsec_" and base64: copy the secret of the webhook.`);
  });
  if (keys.length > 0) return keys;
  throw new StartError(
    `${subject}: set ${variables.join(' or ')}, the secret with which the API signs its webhook.`,
  );
}

/** Returns the reason why a request is not signed with one of the keys, or not now; undefined if it is. */
function signatureProblem(
  { header, prefix = '', encoding, content = BODY, members = [], timestamp }: SignatureScheme,
  keys: readonly Buffer[],
  request: WebhookRequest,
): string | undefined {
  const signatureHeader = request.header(header) ?? '';
  const signatures = textsAfter(prefix, signatureHeader).map((text) => Buffer.from(text, encoding));
  if (signatures.length === 0) return `"${header}" has no signature`;
  // The definition reads headers, so no member can take the place of one that has to be signed.
  const signedValue = (name: string) =>
    members.includes(name) ? textsAfter(`${name}=`, signatureHeader)[0] : request.header(name);
  const parts = content.split(/(\{[^}]*\})/).map((part) => {
    if (part === BODY) return request.body;
    return part.startsWith('{') ? signedValue(part.slice(1, -1)) : part;
  });
  if (!parts.every((part) => part !== undefined)) return 'a header that is signed is missing';
  if (timestamp !== undefined && !isNow(signedValue(timestamp)))
    return `"${timestamp}" is not a time in the last or next five minutes`;
  const isSigned = keys.some((key) => {
    const hmac = nodeCrypto().createHmac('sha256', key);
    for (const part of parts) hmac.update(part);
    const digest = hmac.digest();
    return signatures.some(
      (signature) =>
        signature.length === DIGEST_BYTES && nodeCrypto().timingSafeEqual(signature, digest),
    );
  });
  return isSigned ? undefined : 'no signature matches: the secret or the bytes are others';
}

/** Returns the texts after a prefix in a list that spaces, commas or semicolons separate. */
const textsAfter = (prefix: string, list: string): string[] => {
  const escapedPrefix = prefix.replaceAll(/\W/g, String.raw`\$&`);
  const pattern = new RegExp(String.raw`(?:^|[\s,;])${escapedPrefix}([^\s,;]+)`, 'g');
  return Array.from(list.matchAll(pattern), ([, text = '']) => text);
};

const isNow = (seconds: string | undefined): boolean =>
  /^\d{1,12}$/.test(seconds ?? '') && Math.abs(Date.now() / 1_000 - Number(seconds)) <= TOLERANCE_S;
