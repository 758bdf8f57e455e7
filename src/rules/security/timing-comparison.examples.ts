import { bad, ok } from '../example.js';

export default [
  ok`
    // src/providers/weather/api/hook.ts
    export const isEmpty = (request: Request) => request.headers.get('x-token') === null;
    export const isSame = (one: { token: string }, other: { token: string }) => one.token === other.token;
  `,
  ok`
    // src/providers/weather/api/accounts.ts
    const projects = (process.env.JIRA_PROJECT_KEYS ?? '').split(',');
    const tokens = { work: process.env.WORK_TOKEN };
    const accounts = new Map([['work', { token: process.env.WORK_TOKEN }]]);

    export const isKnown = (params: { project: string }, query: { account: string }) =>
      projects.includes(params.project) &&
      accounts.has(query.account) &&
      Object.keys(tokens).includes(query.account);
  `,
  ok`
    // src/core/tokens.ts
    import { createHmac } from 'node:crypto';

    const UNSET = ['changeme', 'your-token'];
    let token = process.env.WEATHER_TOKEN;
    const idOf = (user: string) => createHmac('sha256', String(token)).update(user).digest('hex');

    export const isUnset = UNSET.some((each) => each === process.env.WEATHER_TOKEN);
    export const isSameUser = (one: string, other: string) => idOf(one) === idOf(other);
    export const hasChanged = () => {
      const next = process.env.WEATHER_TOKEN;
      return next !== token;
    };
  `,
  ok`
    // src/seal.ts
    import { createHash } from 'node:crypto';

    const keyOf = (bytes: string) => ({ id: createHash('sha256').update(bytes).digest('hex'), bytes });
    const { SEAL_SECRETS = '' } = process.env;
    const keys = SEAL_SECRETS.split(',').map(keyOf);
    export const keyFor = (text: string) => keys.find(({ id }) => id === text.split('.')[0]);
  `,
  bad`
    // src/hook.ts
    import { createHash } from 'node:crypto';

    function signed(body: string) {
      const text = \`\${body}\${process.env.HOOK_SECRET}\`;
      return createHash('sha256').update(text).digest('hex');
    }
    export const isGenuine = (request: Request, body: string) =>
      ‹signed(body) === request.headers.get('x-sum')›;
  `.finds('The duration of this comparison reveals the secret.'),
  bad`
    // src/providers/weather/api/hook.ts
    export const isOurs = (request: Request, secret: string) =>
      ‹request.headers.get('x-token') === secret›;
  `.finds('The duration of this comparison reveals the secret.'),
  bad`
    // src/admin.ts
    export const isAdmin = (given: string) => ‹given === process.env.ADMIN_TOKEN›;
  `.finds('The duration of this comparison reveals the secret.'),
  bad`
    // src/admin.ts
    export function isAdmin(request: Request) {
      const key = request.headers.get('x-admin-key');
      return ‹key === process.env.ADMIN_KEY›;
    }
  `.finds('The duration of this comparison reveals the secret.'),
  bad`
    // src/hook.ts
    import { createHmac } from 'node:crypto';

    export const isGenuine = (text: string, signature: Buffer, key: string) =>
      ‹createHmac('sha256', key).update(text).digest().equals(signature)›;
  `.finds('The duration of this comparison reveals the secret.'),
  bad`
    // src/admin.ts
    const keys = (process.env.ADMIN_KEYS ?? '').split(',');
    const tokens = { admin: process.env.ADMIN_TOKEN };
    const origins = (process.env.ADMIN_ORIGINS ?? '').split(',');

    export const isAdmin = (request: Request) =>
      ‹keys.includes(request.headers.get('x-key') ?? '')› ||
      (origins.includes(request.headers.get('origin') ?? '') &&
        ‹Object.values(tokens).includes(request.headers.get('x-token') ?? '')›);
  `.finds(
    'The duration of this comparison reveals the secret.',
    'The duration of this comparison reveals the secret.',
  ),
  bad`
    // src/core/hook.ts
    import { createHmac } from 'node:crypto';

    const sign = (text: string) => createHmac('sha256', text).update(text).digest('hex');
    export const isOurs = (text: string, given: string) => ‹sign(text) === given›;
  `.finds('The duration of this comparison reveals the secret.'),
  bad`
    // src/core/hook.ts
    import { createHmac } from 'node:crypto';

    function sign(text: string, key: string) {
      const hash = createHmac('sha256', key);
      hash.update(text);
      return \`sha256=\${hash.digest('hex')}\`;
    }
    export const isOurs = (text: string, given: string, key: string) => ‹given !== sign(text, key)›;
  `.finds('The duration of this comparison reveals the secret.'),
  bad`
    // src/core/equal.ts
    export const same = <T>(left: T, right: T) => ‹Object.is(left, right)›;

    // src/core/hook.ts
    import { createHmac } from 'node:crypto';
    import { same } from './equal.js';

    const keys = new Set((process.env.HOOK_ADMIN_KEYS ?? '').split(','));
    const secret = process.env.HOOK_TOKEN;

    export const isAdmin = ({ headers: { 'x-key': key } }: IncomingMessage) =>
      [...keys].some((each) => ‹each === key›);
    export const isHook = (request: IncomingMessage) => same(request.headers['x-token'], secret);

    export function isOurs(text: string, given: string) {
      const expected = createHmac('sha256', String(secret)).update(text).digest('hex');
      if (given.length !== expected.length) return false;
      for (let at = 0; at < expected.length; at += 1) if (‹given[at] !== expected[at]›) return false;
      return true;
    }
  `.finds(
    'The duration of this comparison reveals the secret.',
    'The duration of this comparison reveals the secret.',
    'The duration of this comparison reveals the secret.',
  ),
  ok`
    // src/core/equal.ts
    export const same = <T>(left: T, right: T) => Object.is(left, right);

    export function isBefore(left: string, right: string) {
      for (let at = 0; at < left.length; at += 1)
        if (left[at] !== right[at]) return (left[at] ?? '') < (right[at] ?? '');
      return false;
    }

    // src/core/hook.ts
    import { same } from './equal.js';

    export const isMode = (request: IncomingMessage) =>
      same(request.headers['x-mode'], process.env.HOOK_MODE);
    export const isKnown = (request: IncomingMessage, digest: string) =>
      request.headers['if-none-match'] === digest;
    export const isOverride = (one: { signature: string }, other: { signature: string }) =>
      one.signature === other.signature;
  `,
  bad`
    // src/core/hook.ts
    interface Delivery {
      body: string;
      signature: string;
    }

    export const isGenuine = (delivery: Delivery, { hmac }: { hmac: string }) =>
      ‹delivery.signature === hmac›;
    export const isOfVersion = (request: IncomingMessage, signature: string) =>
      ‹(request.headers['x-signature'] ?? request.headers.etag) === signature›;

    class Keys {
      #secrets = (process.env.ADMIN_SECRETS ?? '').split(',');
      accepts(given: string) {
        for (const secret of this.#secrets) if (‹secret === given›) return true;
        return false;
      }
    }
    export const keys = new Keys();
  `.finds(
    'The duration of this comparison reveals the secret.',
    'The duration of this comparison reveals the secret.',
    'The duration of this comparison reveals the secret.',
  ),
  bad`
    // src/extensions/admin.ts
    export const isAdmin = (request: Request) =>
      ‹(process.env.ADMIN_KEY ?? '').startsWith(request.headers.get('x-admin-key') ?? '')›;
  `.finds('The duration of this comparison reveals the secret.'),
  ok`
    // src/extensions/admin.ts
    export const isBearer = (request: Request) =>
      (request.headers.get('authorization') ?? '').startsWith('Bearer ');
  `,
];
