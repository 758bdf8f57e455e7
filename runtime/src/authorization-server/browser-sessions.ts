import * as z from 'zod';
import { nodeCrypto } from '../node/node-module.js';
import { Pending } from '../oauth/pending.js';
import { cookieJar } from '../sign-in/cookies.js';
import type { Envelopes } from './envelopes.js';
import { OAuthFaultError } from './fault.js';
import { AuthorizationRequest, SignInsRequest } from './request.js';

/** A sign-in between two pages. The browser carries it; this process stores nothing. */
const FormSession = z.strictObject({
  request: z.union([AuthorizationRequest, SignInsRequest]),
  /** Names of the authentication records of the previous logins, in order; null for a skipped login. */
  proven: z.array(z.string().nullable()),
  /** Milliseconds since the epoch. */
  until: z.number(),
});
export type FormSession = z.output<typeof FormSession>;

/** A sign-in while the browser is at the service. */
const ServiceSession = FormSession.extend({
  pending: Pending,
});
export type ServiceSession = z.output<typeof ServiceSession>;

/** The list of a user's sign-ins, after the user has proven the accounts. */
const ListSession = z.strictObject({ subject: z.string(), until: z.number() });

/** Time in which a user must complete a sign-in. */
export const SESSION_SECONDS = 600;
/** Returns the end of a session that begins now, in milliseconds since the epoch. */
export const sessionEnd = (): number => Date.now() + SESSION_SECONDS * 1000;

type Purpose = 'form' | 'service' | 'list';

/** A browser id: 128 random bits in base64url. */
const BROWSER_ID = /^[\w-]{22}$/;
/** Most browser ids of one request. Pages that a browser opens together, before it has a cookie, set one each. */
const MAX_BROWSERS = 50;

/**
 * Returns the sessions that belong to one browser. It has one cookie for all its sign-ins; sessions are
 * encrypted for that cookie and travel in the form, or as the `state` of the service.
 */
export function browserSessions({ seal, open }: Envelopes, isSecure: boolean) {
  const cookies = cookieJar('authorize', SESSION_SECONDS, isSecure);
  const browsersOf = (request: Request): string[] =>
    cookies
      .values(request)
      .filter((id) => BROWSER_ID.test(id))
      .slice(0, MAX_BROWSERS);

  /** @throws OAuthFaultError for another browser, and after the session has expired */
  async function resume<Session>(
    purpose: Purpose,
    schema: z.ZodType<Session>,
    request: Request,
    text: string,
  ): Promise<Session> {
    for (const browser of browsersOf(request)) {
      const session = await open(purpose, text, schema, browser);
      if (session) return session;
    }
    throw new OAuthFaultError(
      'invalid_request',
      'This sign-in did not begin in this browser, or took too long. Go back to your app, and connect again.',
    );
  }

  /** @returns the encrypted session for the page, and the header with the cookie */
  async function sealSession(purpose: Purpose, request: Request, session: object) {
    const [browser = nodeCrypto().randomBytes(16).toString('base64url')] = browsersOf(request);
    const text = await seal(purpose, session, browser);
    return { text, cookie: cookies.write(browser, browser) };
  }

  return {
    sealForm: (request: Request, session: FormSession) => sealSession('form', request, session),
    sealList: (request: Request, session: z.output<typeof ListSession>) =>
      sealSession('list', request, session),
    sealForService: (request: Request, session: ServiceSession) =>
      sealSession('service', request, session),
    resumeForm: (request: Request, text: string) => resume('form', FormSession, request, text),
    resumeList: (request: Request, text: string) => resume('list', ListSession, request, text),
    resumeService: (request: Request, text: string) =>
      resume('service', ServiceSession, request, text),
  };
}
/** The sessions of `browserSessions`. */
export type BrowserSessions = ReturnType<typeof browserSessions>;
