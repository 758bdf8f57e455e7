import { nodeCrypto } from '../node/node-module.js';

/**
 * Returns the key in a secret of Standard Webhooks; undefined for another text. `Buffer.from` skips
 * characters that are not base64, so the text is compared with what was read.
 */
export function signingKey(secret: string): Buffer | undefined {
  const text = /^whsec_([A-Za-z0-9+/]+)={0,2}$/.exec(secret)?.[1];
  const key = Buffer.from(text ?? '', 'base64');
  return text !== undefined && key.toString('base64').replace(/=+$/, '') === text ? key : undefined;
}

/** Returns the headers of Standard Webhooks for a body that is sent now. Each of the secrets signs. */
export function signedHeaders(
  id: string,
  body: string,
  secrets: readonly string[],
): Record<string, string> {
  const timestamp = Math.floor(Date.now() / 1_000).toString();
  const signatures = secrets
    .flatMap((secret) => signingKey(secret) ?? [])
    .map((key) => nodeCrypto().createHmac('sha256', key).update(`${id}.${timestamp}.${body}`))
    .map((hmac) => `v1,${hmac.digest('base64')}`);
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatures.join(' '),
  };
}
