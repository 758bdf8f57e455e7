import * as z from 'zod';
import { nodeCrypto } from '../node/node-module.js';
import { Pending } from '../oauth/pending.js';
import { cookieJar } from '../sign-in/cookies.js';
import type { Envelopes } from './envelopes.js';
import { OAuthFault } from './fault.js';
import { AuthorizationRequest, SignInsRequest } from './request.js';

/** A sign-in between two pages. Nothing of it is in this process. */
const FormSession = z.strictObject({
  request: z.union([AuthorizationRequest, SignInsRequest]),
  /** Names the records of what has been proven at the logins before, in their order; null for one that was skipped. */
  proven: z.array(z.string().nullable()),
  /** Milliseconds since the epoch. */
  until: z.number(),
});
export type FormSession = z.output<typeof FormSession>;

/** The same while the browser is at the service. */
const ServiceSession = FormSession.extend({
  pending: Pending,
});
export type ServiceSession = z.output<typeof ServiceSession>;

/** The list of the sign-ins of a user who has just proven the accounts. */
const ListSession = z.strictObject({ subject: z.string(), until: z.number() });

export const SESSION_SECONDS = 600;
export const sessionEnd = (): number => Date.now() + SESSION_SECONDS * 1000;

type Purpose = 'form' | 'service' | 'list';

/** 128 random bits in base64url. */
const BROWSER = /^[\w-]{22}$/;
/** Pages that a browser opens at once, before it has a cookie, give it one each. */
const MOST_BROWSERS = 50;

/**
 * What belongs to one browser, and to no other. It has one cookie, however many sign-ins are under way in it; sessions are
 * sealed for that cookie, and travel in the form, or as the `state` of the service.
 */
export function browserSessions({ seal, open }: Envelopes, isSecure: boolean) {
  const cookies = cookieJar('authorize', SESSION_SECONDS, isSecure);
  const browsersOf = (request: Request): string[] =>
    cookies
      .values(request)
      .filter((id) => BROWSER.test(id))
      .slice(0, MOST_BROWSERS);

  /** @throws OAuthFault for another browser, and after the end */
  async function resume<Session>(
    purpose: Purpose,
    shape: z.ZodType<Session>,
    request: Request,
    text: string,
  ): Promise<Session> {
    for (const browser of browsersOf(request)) {
      const session = await open(purpose, text, shape, browser);
      if (session) return session;
    }
    throw new OAuthFault(
      'invalid_request',
      'This sign-in did not begin in this browser, or took too long. Go back to your app, and connect again.',
    );
  }

  /** @returns the session as a text for the page, and the header with the cookie */
  async function sealed(purpose: Purpose, request: Request, session: object) {
    const [browser = nodeCrypto().randomBytes(16).toString('base64url')] = browsersOf(request);
    const text = await seal(purpose, session, browser);
    return { text, cookie: cookies.write(browser, browser) };
  }

  return {
    sealForm: (request: Request, session: FormSession) => sealed('form', request, session),
    sealList: (request: Request, session: z.output<typeof ListSession>) =>
      sealed('list', request, session),
    sealForService: (request: Request, session: ServiceSession) =>
      sealed('service', request, session),
    resumeForm: (request: Request, text: string) => resume('form', FormSession, request, text),
    resumeList: (request: Request, text: string) => resume('list', ListSession, request, text),
    resumeService: (request: Request, text: string) =>
      resume('service', ServiceSession, request, text),
  };
}
export type BrowserSessions = ReturnType<typeof browserSessions>;
