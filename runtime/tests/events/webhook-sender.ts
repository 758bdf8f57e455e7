import { createHmac } from 'node:crypto';

/** Each sender signs by the text of its own documentation, not by the table of the library. */
const hmac = (secret: string | Buffer, ...parts: (string | Buffer)[]) =>
  parts.reduce((sum, part) => sum.update(part), createHmac('sha256', secret));

export const nowSeconds = (): string => Math.floor(Date.now() / 1_000).toString();

type Sign = (secret: string, body: string | Buffer, time?: string) => Record<string, string>;

const standardWebhooks =
  (product: string): Sign =>
  (secret, body, time = nowSeconds()) => {
    const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
    return {
      [`${product}-id`]: 'msg_1',
      [`${product}-timestamp`]: time,
      [`${product}-signature`]: `v1,${hmac(key, `msg_1.${time}.`, body).digest('base64')}`,
    };
  };

export const signers = {
  github: (secret, body) => ({
    'x-hub-signature-256': `sha256=${hmac(secret, body).digest('hex')}`,
  }),
  shopify: (secret, body) => ({ 'x-shopify-hmac-sha256': hmac(secret, body).digest('base64') }),
  slack: (secret, body, time = nowSeconds()) => ({
    'x-slack-request-timestamp': time,
    'x-slack-signature': `v0=${hmac(secret, `v0:${time}:`, body).digest('hex')}`,
  }),
  'standard-webhooks': standardWebhooks('webhook'),
  stripe: (secret, body, time = nowSeconds()) => ({
    'stripe-signature': `t=${time},v1=${hmac(secret, `${time}.`, body).digest('hex')},v0=${'0'.repeat(64)}`,
  }),
  svix: standardWebhooks('svix'),
} satisfies Record<string, Sign>;
