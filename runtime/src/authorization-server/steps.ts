import * as z from 'zod';
import { nodeCrypto } from '../node/node-module.js';
import { Pending } from '../oauth/pending.js';
import { cookieJar } from '../sign-in/cookies.js';
import { OAuthFault } from './fault.js';
import { AuthorizationRequest, OwnRequest } from './request.js';
import type { Envelopes } from './envelopes.js';

/** A sign-in between two pages. Nothing of it is in this process. */
const FormStep = z.strictObject({
  request: z.union([AuthorizationRequest, OwnRequest]),
  /** Names the records of what has been proven at the doors before, in their order; null for one that was skipped. */
  proven: z.array(z.string().nullable()),
  /** Milliseconds since the epoch. */
  until: z.number(),
});
export type FormStep = z.output<typeof FormStep>;

/** The same while the browser is at the service. */
const ServiceStep = FormStep.extend({
  pending: Pending,
});
export type ServiceStep = z.output<typeof ServiceStep>;

/** The list of the sign-ins of a user who has just proven the accounts. */
const ListStep = z.strictObject({ subject: z.string(), until: z.number() });

export const STEP_SECONDS = 600;
export const stepEnd = (): number => Date.now() + STEP_SECONDS * 1000;

type Purpose = 'form' | 'service' | 'list';

/** 128 random bits in base64url. */
const BROWSER = /^[\w-]{22}$/;
/** Pages that a browser opens at once, before it has a cookie, give it one each. */
const MOST_BROWSERS = 50;

/**
 * What belongs to one browser, and to no other. It has one cookie, however many sign-ins are under way in it; steps are
 * sealed for that cookie, and travel in the form, or as the `state` of the service.
 */
export function browserSteps({ seal, open }: Envelopes, isSecure: boolean) {
  const cookies = cookieJar('authorize', STEP_SECONDS, isSecure);
  const browsersOf = (request: Request): string[] =>
    cookies.values(request).filter((id) => BROWSER.test(id)).slice(0, MOST_BROWSERS); // prettier-ignore

  /** @throws OAuthFault for another browser, and after the end */
  async function resumed<Step>(
    purpose: Purpose,
    shape: z.ZodType<Step>,
    request: Request,
    text: string,
  ): Promise<Step> {
    for (const browser of browsersOf(request)) {
      const step = await open(purpose, text, shape, browser);
      if (step) return step;
    }
    throw new OAuthFault('invalid_request', 'This sign-in did not begin in this browser, or took too long. Go back to your app, and connect again.'); // prettier-ignore
  }

  /** @returns the step for the page, and the header with the cookie */
  async function left(purpose: Purpose, request: Request, step: object) {
    const [browser = nodeCrypto().randomBytes(16).toString('base64url')] = browsersOf(request);
    return { step: await seal(purpose, step, browser), cookie: cookies.write(browser, browser) };
  }

  return {
    leaveForm: (request: Request, step: FormStep) => left('form', request, step),
    leaveList: (request: Request, step: z.output<typeof ListStep>) => left('list', request, step),
    leaveForService: (request: Request, step: ServiceStep) => left('service', request, step),
    resumeForm: (request: Request, text: string) => resumed('form', FormStep, request, text),
    resumeList: (request: Request, text: string) => resumed('list', ListStep, request, text),
    resumeService: (request: Request, text: string) => resumed('service', ServiceStep, request, text), // prettier-ignore
  };
}
export type BrowserSteps = ReturnType<typeof browserSteps>;
