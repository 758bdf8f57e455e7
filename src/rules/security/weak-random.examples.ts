import { bad, ok } from '../example.js';

export default [
  ok`
    // src/providers/weather/api/wait.ts
    export const delay = (attempt: number) => 2 ** attempt * 100 * Math.random();
    export const expiresAt = Date.now() + 60_000;
  `,
  bad`
    // src/providers/weather/api/start.ts
    export const newState = () => ‹Math.random()›.toString(36).slice(2);
  `.finds('"newState" can be guessed.'),
  bad`
    // src/providers/weather/api/start.ts
    export const link = () => new URLSearchParams({ nonce: String(‹Date.now()›) });
  `.finds('"nonce" can be guessed.'),
  ok`
    // src/providers/weather/api/start.ts
    export const newState = () => \`\${Date.now()}-\${crypto.randomUUID()}\`;
    export const newNonce = () => Date.now() + '-' + randomBytes(16).toString('hex');
    export const tokenExpiry = () => Date.now() + 60_000;
    export const token = { value: '', requestedAt: Date.now() };
    export const fileName = () => \`export-\${Date.now()}.csv\`;
  `,
  bad`
    // src/providers/weather/api/start.ts
    export const createLinkToken = (user: string) =>
      Buffer.from(\`\${user}:\${‹Date.now()›}\`).toString('base64url');
  `.finds('"createLinkToken" can be guessed.'),
  bad`
    // src/providers/weather/api/start.ts
    const pick = () => 'abcdef'[Math.floor(‹Math.random()› * 6)];
    export const newState = () => Array.from({ length: 24 }, pick).join('');
  `.finds('"newState" can be guessed.'),
  bad`
    // src/providers/weather/api/start.ts
    export function newState(length: number) {
      let text = '';
      while (text.length < length) text += 'abcdef'.charAt(Math.floor(‹Math.random()› * 6));
      return text;
    }
  `.finds('"newState" can be guessed.'),
  bad`
    // src/providers/weather/api/numbers.ts
    export function generator() {
      let seed = ‹Date.now()›;
      return { next: () => (seed = (seed * 16807) % 2147483647).toString(16) };
    }

    // src/providers/weather/api/start.ts
    import { generator } from './numbers.js';

    const { next } = generator();
    interface Options { now?: number; seed?: string }

    export const pkce = () => ({ verifier: [...[next(), next()]].join('') });
    const bytes = Uint8Array.from({ length: 8 }, () => Math.floor(‹Math.random()› * 256));
    export const salt = Buffer.from(bytes).toString('hex');
    export function issue(seeds: number[] = []) {
      seeds.push(‹performance.now()›);
      const hash = createHash('sha256');
      for (const seed of seeds) hash.update(String(seed));
      return { apiKey: hash.digest('hex') };
    }
    export const newState = ({ now = ‹Date.now()›, seed = now.toString(36) }: Options = {}) => seed + '-1';
  `.finds(
    '"verifier" can be guessed.',
    '"salt" can be guessed.',
    '"apiKey" can be guessed.',
    '"newState" can be guessed.',
  ),
  ok`
    // src/providers/weather/api/start.ts
    import { randomBytes } from 'node:crypto';

    const delay = Math.random() * 100;
    const codes = ['de', 'en'];
    const code = codes[Math.floor(Math.random() * codes.length)];
    export const sample = { code, delay };
    const now = Date.now();
    const seed = randomBytes(16).toString('hex');

    export const newState = () => [...[seed, now.toString(36)]].join('-');
    export const loadToken = (load: (delay: number) => Promise<string>) => load(delay);
  `,
  ok`
    // src/core/retry.ts
    import { createSign } from 'node:crypto';

    const textOf = (claims: object) => Buffer.from(JSON.stringify(claims)).toString('base64url');

    export const nextState = (attempt: number) => ({ attempt, delay: 2 ** attempt * Math.random() });
    export const describeToken = (expiresAt: number) => \`\${expiresAt - Date.now()} ms left\`;
    export const orderCode = (count: number) => \`\${new Date().getFullYear()}-\${count}\`;
    export const credentials = (accessToken: string) => textOf({ accessToken, savedAt: Date.now() });
    export function assertion(issuer: string, privateKey: string) {
      const head = \`\${issuer}.\${String(Date.now())}\`;
      const token = \`\${head}.\${createSign('RSA-SHA256').update(head).sign(privateKey, 'base64url')}\`;
      return token;
    }
  `,
  ok`
    // src/extensions/share.ts
    import { randomUUID } from 'node:crypto';

    const shares = new Map<string, string>();
    const jobs = new Map<string, { owner: string }>();
    const pauses = new Map<string, number>();

    export const add = (text: string) => shares.set(\`\${Date.now()}-\${randomUUID()}\`, text);
    export const start = (owner: string) => jobs.set(Math.random().toString(36), { owner });
    export const wait = (place: string) => pauses.set(place, Math.random() * 100);

    export function show(request: Request, caller: Principal) {
      const id = new URL(request.url).searchParams.get('id') ?? '';
      const job = jobs.get(id);
      return [shares.get(id), pauses.get(id), job?.owner === caller.userId ? job : undefined];
    }
    export const shared = (request: Request) =>
      shares.get(new URL(request.url).searchParams.get('id') ?? '');
  `,
  bad`
    // src/extensions/share.ts
    const newId = (): string => ‹Date.now()›.toString(36) + ‹Math.random()›.toString(36).slice(2);
    const shares = new Map<string, string>();
    const pages: Record<string, string> = {};

    export function share(text: string) {
      const id = newId();
      shares.set(id, text);
      pages[‹performance.now()›.toString(36)] = text;
      return \`/shared?id=\${id}\`;
    }
    export const shared = (request: Request) =>
      shares.get(new URL(request.url).searchParams.get('id') ?? '');
    export const page = (request: Request) => pages[new URL(request.url).pathname];
  `.finds('"id" can be guessed.', '"id" can be guessed.', '"key" can be guessed.'),
  bad`
    // src/extensions/shares.ts
    const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';
    const newId = (length = 10) =>
      Array.from({ length }, () => LETTERS[Math.floor(‹Math.random()› * LETTERS.length)]).join('');

    export class Shares {
      readonly #texts = new Map<string, string>();
      add(text: string) {
        const id = newId();
        this.#texts.set(id, text);
        return id;
      }
      show(request: Request) {
        return this.#texts.get(new URL(request.url).searchParams.get('id') ?? '');
      }
    }
  `.finds('"id" can be guessed.'),
  bad`
    // src/shares.ts
    import type { Route } from 'mcp-provider/server';

    const shares = new Map<string, { userId: string; name: string }>();
    export const shareRoutes: Route[] = [
      {
        path: '/shares',
        handle(_request, { userId }) {
          const id = ‹Math.random()›.toString(36).slice(2);
          shares.set(id, { userId, name: 'plan' });
          return Response.json({ path: \`/shared?id=\${id}\` });
        },
      },
      {
        path: '/shared',
        public: true,
        handle(request) {
          const share = shares.get(new URL(request.url).searchParams.get('id') ?? '');
          return Response.json({ userId: share?.userId });
        },
      },
    ];
    export const newKey = () =>
      Buffer.from(Array.from({ length: 32 }, () => Math.floor(‹Math.random()› * 256))).toString('base64');
  `.finds('"id" can be guessed.', '"newKey" can be guessed.'),
  ok`
    // src/shares.ts
    import type { Route } from 'mcp-provider/server';

    const jobs = new Map<string, { userId: string; state: string }>();
    export const newKey = (list: string[]) => \`\${list.length}-\${Math.random()}\`;
    export const jobRoutes: Route[] = [
      {
        path: '/jobs',
        handle(_request, { userId }) {
          const id = Math.random().toString(36).slice(2);
          jobs.set(id, { userId, state: 'new' });
          return Response.json({ id });
        },
      },
      {
        path: '/job',
        handle(request, { userId }) {
          const job = jobs.get(new URL(request.url).searchParams.get('id') ?? '');
          return job?.userId === userId ? Response.json(job) : new Response(null, { status: 404 });
        },
      },
    ];
  `,
  bad`
    // src/providers/weather/api/start.ts
    import { nanoid } from 'nanoid/non-secure';
    import { v1 } from 'uuid';

    export const begin = () => ({ state: ‹nanoid()›, sessionToken: ‹v1()› });
  `.finds('"state" can be guessed.', '"sessionToken" can be guessed.'),
  ok`
    // src/providers/weather/api/start.ts
    import { nanoid } from 'nanoid';
    import { v1, v4 } from 'uuid';

    export const begin = () => ({ state: nanoid(), sessionToken: v4(), requestId: v1() });
  `,
];
