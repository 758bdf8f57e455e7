import { ApiError } from '../api/api-error.js';
import type { ReceivedRequest, UserId } from '../identity/principal.js';
import { OAuthError } from '../oauth/errors.js';
import { log } from '../project/log.js';
import type { ServerEvent } from '../project/metrics.js';
import type { attemptLimiter } from '../sign-in/attempts.js';
import { formResponse } from '../sign-in/form.js';
import { pageResponse } from '../sign-in/pages.js';
import { TEMPORARY_STATUSES } from '../utils/temporary-statuses.js';
import type { Authentications } from './authentications.js';
import { type BrowserSessions, type FormSession, sessionEnd } from './browser-sessions.js';
import type { Clients } from './clients.js';
import { OAuthFaultError, toFault } from './fault.js';
import {
  buttonsOf,
  consentPage,
  type FailedAttempt,
  faultPage,
  returnPage,
  signInsPage,
} from './pages.js';
import { AUTHORIZE_PATH } from './paths.js';
import { isServiceLogin, type ProviderLogin } from './provider-login.js';
import { isAuthorizationRequest, type Resource } from './request.js';
import type { Tokens } from './tokens.js';
import type { Users } from './users.js';

/** Dependencies of the sign-in pages. */
export interface SignInFlow {
  issuer: string;
  clients: Clients;
  users: Users;
  tokens: Tokens;
  logins: readonly ProviderLogin[];
  resources: readonly Resource[];
  sessions: BrowserSessions;
  authentications: Authentications;
  limit: ReturnType<typeof attemptLimiter>;
  /** Counts and logs the outcome of a sign-in at a provider. */
  note: NoteSignIn;
  save: (provider: string, userId: UserId, credentials: unknown) => Promise<void>;
}

/** @param about fingerprint of the user, as in the log of calls, and the client */
export type NoteSignIn = (
  provider: string,
  outcome: Extract<ServerEvent, { type: 'sign-in' }>['outcome'],
  about?: { principal?: string; client?: string },
) => void;

/** @property source source whose limits apply */
export type BrowserRequest = { request: Request; accept: string | null; source: string };
/** A session without the time at which it ends. */
export type SignInSession = Omit<FormSession, 'until'>;
/** Handles the requests of one route. */
export type RouteHandler = (request: Request, received: ReceivedRequest) => Promise<Response>;

/**
 * Returns the logins that an endpoint requires. Those without an account count only if no other login
 * identifies the user.
 */
export function loginsOf(
  { logins, resources }: SignInFlow,
  { resource }: SignInSession['request'],
): readonly ProviderLogin[] {
  const { provider } = resources.find(({ url }) => url === resource) ?? {};
  const matchingLogins = logins.filter(
    (login) => provider === undefined || login.provider === provider,
  );
  const identifyingLogins = matchingLogins.filter(({ hasAccount }) => hasAccount);
  return identifyingLogins.length > 0 ? identifyingLogins : matchingLogins.slice(0, 1);
}

/** Returns the next login. @throws OAuthFaultError if there is none */
export function nextLogin(flow: SignInFlow, { request, proven }: SignInSession): ProviderLogin {
  const login = loginsOf(flow, request)[proven.length];
  if (login) return login;
  throw new OAuthFaultError('invalid_request', 'This step does not belong to this sign-in.');
}

/** Responds with the page of the next login. */
export async function showLogin(
  flow: SignInFlow,
  session: SignInSession,
  { request, accept }: BrowserRequest,
  problem?: FailedAttempt,
): Promise<Response> {
  const { request: signInRequest } = session;
  const login = nextLogin(flow, session);
  const { length } = loginsOf(flow, signInRequest);
  const count = length > 1 ? `${session.proven.length + 1} of ${length}. ` : '';
  const sealedSession = await flow.sessions.sealForm(request, { ...session, until: sessionEnd() });
  const isConsent = isAuthorizationRequest(signInRequest);
  const form = {
    action: AUTHORIZE_PATH,
    hidden: { step: sealedSession.text },
    fields: isServiceLogin(login) ? [] : login.fields,
    buttons: buttonsOf(login, length > 1, isConsent ? 'Connect' : 'Show'),
  };
  const page = isConsent
    ? consentPage(signInRequest, login, count, problem)
    : signInsPage(login, count, problem);
  const response = formResponse(page, form, accept);
  response.headers.set('set-cookie', sealedSession.cookie);
  if (problem && problem.status !== 400) response.headers.set('retry-after', '60');
  return response;
}

/**
 * Runs `respond`; after consent, every failure is also a response to the client (RFC 6749 section
 * 4.1.2.1).
 */
export async function answerClient(
  { issuer, authentications }: SignInFlow,
  { request, proven }: SignInSession,
  { accept }: BrowserRequest,
  respond: () => Promise<Response>,
): Promise<Response> {
  try {
    return await respond();
  } catch (error) {
    const fault = serviceFault(error) ?? toFault(error);
    if (fault.code === 'access_denied')
      await Promise.all(recordNames(proven).map((name) => authentications.abandon(name))).catch(
        toFault,
      ); // which logs it
    if (!isAuthorizationRequest(request)) return pageResponse(faultPage(fault, issuer), accept);
    const { code, message } = fault;
    return returnPage(request, issuer, { error: code, error_description: message }, accept);
  }
}

/** Names of the records without skipped logins. */
export const recordNames = (proven: SignInSession['proven']): string[] =>
  proven.filter((name) => name !== null);

/** The description of `access_denied` for clients (RFC 6749 section 4.1.2.1). */
export const DECLINED = 'The user has declined.';

/**
 * Returns the fault for a failure of a service, in words for clients; the log contains the reason.
 * Undefined for other errors.
 */
export function serviceFault(error: unknown): OAuthFaultError | undefined {
  if (error instanceof OAuthError && error.failure === 'declined')
    return new OAuthFaultError('access_denied', DECLINED);
  if (!(error instanceof OAuthError) && !(error instanceof ApiError)) return undefined;
  log('error', 'sign-in at a service', error);
  return error.failure === 'unavailable' || (error instanceof ApiError && isTemporary(error))
    ? new OAuthFaultError(
        'temporarily_unavailable',
        'The service does not answer now. Try again later.',
      )
    : new OAuthFaultError('server_error', 'The service did not complete the sign-in.');
}

const isTemporary = ({ status = 0 }: ApiError): boolean => TEMPORARY_STATUSES.has(status);
