import { bad, ok } from '../example.js';
import { missingClaimExamples } from './examples/missing-claims.js';

export default [
  ok`
    // src/core/hooks.ts
    import { createHmac, timingSafeEqual } from 'node:crypto';

    const verifyHmac = (body: string, sig: string) => timingSafeEqual(Buffer.from(body), Buffer.from(sig));
    export const a = (req: IncomingMessage, body: string) => {
      const sig = req.headers['x-hub-signature-256'];
      if (!sig || !verifyHmac(body, sig)) throw new Error('no');
      return sig && verifyHmac(body, sig);
    };
    export async function b(request: Request) {
      const signature = request.headers.get('x-sig');
      if (signature) {
        if (!verifyHmac(await request.text(), signature)) return new Response('no', { status: 401 });
        return handle(await request.json());
      }
      return new Response('no', { status: 401 });
    }
    export async function b2(request: Request) {
      const signature = request.headers.get('x-sig');
      if (!signature) return new Response('no', { status: 401 });
      if (signature && !verifyHmac(await request.text(), signature)) return new Response('no', { status: 401 });
      return handle();
    }
    const { HOOK_SECRET: secret } = process.env;
    export function c(body: string, signature: string): boolean {
      if (!secret) return false;
      return verifyHmac(body, signature);
    }
    export const d = (body: string, sig?: string) => (sig ? verifyHmac(body, sig) : false);
    export const e = (req: Request, res: Response, next: NextFunction) => {
      const sig = req.headers['stripe-signature'];
      if (!sig) return res.status(400).end();
      stripe.webhooks.constructEvent(req.body, sig, key);
      next();
    };
    export const list = (items: Issue[], state?: string) => items.filter((each) => !state || each.state === state);
    export async function listed(request: Request) {
      const state = new URL(request.url).searchParams.get('state');
      if (state && state !== 'open') return [];
      return items.filter((each) => !state || each.state === state);
    }
    export async function callback(request: Request) {
      const state = new URL(request.url).searchParams.get('state');
      const code = new URL(request.url).searchParams.get('code');
      if (!state || !code || state !== pending.state) throw new Error('state');
      return exchange({ grant_type: 'authorization_code', code });
    }
    export function token(grant: Grant, verifier?: string) {
      if (!grant.codeChallenge || hash(verifier) !== grant.codeChallenge) throw new Error('PKCE');
    }
    export async function claimsOf(jwt: string) {
      const { payload } = await jwtVerify(jwt, keys);
      if (payload.iss === undefined || payload.iss !== ISSUER) throw new Error('issuer');
      if (payload.exp && payload.exp < now()) throw new Error('expired');
      return payload;
    }
    export function origins(request: Request) {
      const origin = request.headers.get('origin');
      if (origin && !ALLOWED.has(origin)) return new Response(null, { status: 403 });
    }
    export const overload = (fn: Fn, other: Fn) => fn.signature && fn.signature !== other.signature ? merge(fn) : fn;
    export const refreshed = (cached: string) => process.env.API_TOKEN && cached !== process.env.API_TOKEN ? reset() : cached;
  `,
  bad`
    // src/core/hooks.ts
    import { createHmac, timingSafeEqual } from 'node:crypto';
    import { Webhook } from 'svix';

    export const a = (req: IncomingMessage, body: string) => {
      const sig = req.headers['x-hub-signature-256'];
      return ‹!sig || verifyHmac(body, sig);
    };
    export async function b(request: Request) {
      const signature = request.headers.get('x-sig');
      if (‹signature) {
        const given = Buffer.from(signature, 'hex');
        const expected = createHmac('sha256', process.env.HOOK_SECRET!).update(await request.text()).digest();
        if (!timingSafeEqual(given, expected)) return new Response('no', { status: 401 });
      }
      return handle(await request.json());
    }
    const { HOOK_SECRET: secret } = process.env;
    export function c(body: string, signature: string): boolean {
      if (‹!secret) return true;
      const mac = createHmac('sha256', secret).update(body).digest('hex');
      return timingSafeEqual(Buffer.from(mac), Buffer.from(signature));
    }
    export const d = (body: string, sig?: string) => (‹sig ? verifyHmac(body, sig) : true);
    const verifyHmac = (body: string, sig: string) => timingSafeEqual(Buffer.from(body), Buffer.from(sig));
    export const e = (req: Request, res: Response, next: NextFunction) => {
      if (‹!req.headers['stripe-signature']) return next();
      stripe.webhooks.constructEvent(req.body, req.headers['stripe-signature'], key);
      next();
    };
    export async function f(request: Request) {
      if (‹request.headers.has('webhook-signature')) await verifySignature(await request.text(), request.headers.get('webhook-signature'));
      return handle(request);
    }
    export async function callback(request: Request) {
      const url = new URL(request.url);
      const state = url.searchParams.get('state');
      if (‹state !== null && state !== pending.state) throw new Error('state');
      return exchange({ grant_type: 'authorization_code', code: url.searchParams.get('code') });
    }
    export function token(grant: Grant, verifier?: string) {
      if (‹grant.codeChallenge && hash(verifier) !== grant.codeChallenge) throw new Error('PKCE');
      return issue(grant);
    }
    export async function claimsOf(jwt: string) {
      const { payload } = await compactVerify(jwt, keys);
      if (‹payload.iss !== undefined && payload.iss !== ISSUER) throw new Error('issuer');
      if (‹'aud' in payload && payload.aud !== AUDIENCE) throw new Error('aud');
      return payload;
    }
    export const g = (req: IncomingMessage) => {
      if (‹process.env.ADMIN_KEY && req.headers['x-admin-key'] !== process.env.ADMIN_KEY) throw new Error('403');
      return admin();
    };
  `.finds(
    'This check is skipped where "sig" is missing.',
    'This check is skipped where "signature" is missing.',
    'This check is skipped where "secret" is missing.',
    'This check is skipped where "sig" is missing.',
    'This check is skipped where "stripe-signature" is missing.',
    'This check is skipped where "webhook-signature" is missing.',
    'This check is skipped where "state" is missing.',
    'This check is skipped where "codeChallenge" is missing.',
    'This check is skipped where "iss" is missing.',
    'This check is skipped where "aud" is missing.',
    'This check is skipped where "ADMIN_KEY" is missing.',
  ),
  ok`
    // src/core/jwt.ts
    import { jwtVerify } from 'jose';

    const { LOGIN_ISSUER: issuer = 'https://login.acme.dev' } = process.env;
    if (!process.env.OWN_AUDIENCE) throw new Error('Set OWN_AUDIENCE.');
    export const verified = (token: string, own: boolean) =>
      jwtVerify(token, keys, {
        issuer,
        audience: process.env.OWN_AUDIENCE,
        ...(own ? { subject: 'me' } : {}),
      });

    const { API_AUDIENCE, API_ISSUER, APP_AUDIENCE } = process.env;
    if (!API_AUDIENCE || !API_ISSUER) throw new Error('Set API_AUDIENCE and API_ISSUER.');
    assert(APP_AUDIENCE, 'Set APP_AUDIENCE.');
    const config = { audience: API_AUDIENCE, issuer: API_ISSUER };
    export const configured = (token: string) => jwtVerify(token, keys, { ...config });
    export const named = (token: string) =>
      jwtVerify(token, keys, { audience: config.audience, issuer: API_ISSUER });
    export const asserted = (token: string) => jwtVerify(token, keys, { audience: APP_AUDIENCE });

    export function either(request: Request, body: string) {
      const signature = request.headers.get('x-signature-ed25519');
      const old = request.headers.get('x-signature');
      if (signature) {
        if (!verifySignature(body, signature)) throw new Error('Wrong signature');
      } else if (old) {
        if (!verifyHmac(body, old)) throw new Error('Wrong signature');
      } else throw new Error('No signature');
      return handle(body);
    }

    export async function receive(request: Request, mail: Transport) {
      const body = await request.text();
      try {
        verifySignature(body, request.headers.get('x-sig'));
        await handle(JSON.parse(body));
      } catch (error) {
        console.error(error);
      }
      try {
        verifySignature(body, request.headers.get('x-sig'));
      } catch {
        return new Response(null, { status: 401 });
      }
      try {
        await mail.verify();
      } catch (error) {
        console.error('No mail', error);
      }
      return new Response(null, { status: 204 });
    }
  `,
  ok`
    // src/core/jwt.ts
    import { jwtVerify } from 'jose';

    for (const name of ['API_AUDIENCE', 'API_ISSUER'])
      if (!process.env[name]) throw new Error('Set ' + name);
    export const verified = (token: string) =>
      jwtVerify(token, keys, { audience: process.env.API_AUDIENCE, issuer: process.env.API_ISSUER });
  `,
  bad`
    // src/core/jwt.ts
    import { jwtVerify } from 'jose';
    import jwt from 'jsonwebtoken';

    const { LOGIN_ISSUER: issuer } = process.env;
    export const one = (token: string) =>
      jwtVerify(token, keys, { audience: ‹process.env.OWN_AUDIENCE› });
    export const two = (token: string, audience?: string) =>
      jwtVerify(token, keys, { issuer: 'https://login.acme.dev', ...(‹audience && { audience }›) });
    export const three = (token: string) =>
      jwt.verify(token, key, { algorithms: ['RS256'], ‹issuer› });

    export async function receive(request: Request) {
      const body = await request.text();
      try {
        await ‹hooks.verify›(body, request.headers.get('x-sig'));
      } catch (error) {
        console.error('Not signed', error);
      }
      return handle(JSON.parse(body));
    }
  `.finds(
    'This check is skipped where "OWN_AUDIENCE" is missing.',
    'This check is skipped where "audience" is missing.',
    'This check is skipped where "LOGIN_ISSUER" is missing.',
    'The code goes on where this verification fails.',
  ),
  ...missingClaimExamples,
];
