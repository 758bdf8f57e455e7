import { userPseudonym } from '../call/call.js';
import { verifiedPrincipal } from '../identity/principal.js';
import { TOO_MANY } from '../sign-in/attempts.js';
import { pageResponse } from '../sign-in/pages.js';
import { sourceOf } from '../sign-in/source.js';
import { sessionEnd } from './browser-sessions.js';
import { type FaultCode, OAuthFaultError, toFault } from './fault.js';
import {
  connectedPage,
  type FailedAttempt,
  faultPage,
  navigationPage,
  returnPage,
} from './pages.js';
import { AUTHORIZE_PATH, callbackPath, SIGN_INS_PATH } from './paths.js';
import {
  type Authentication,
  isServiceLogin,
  type LoginResult,
  type ProviderLogin,
} from './provider-login.js';
import {
  authorizationRequest,
  clientLabel,
  isAuthorizationRequest,
  resourceOf,
  ReturnableFault,
} from './request.js';
import {
  answerClient,
  type BrowserRequest,
  DECLINED,
  loginsOf,
  nextLogin,
  type NoteSignIn,
  recordNames,
  type RouteHandler,
  serviceFault,
  showLogin,
  type SignInFlow,
  type SignInSession,
} from './sign-in-flow.js';
import { endSignIns, showSignIns } from './sign-ins.js';

/**
 * Returns the pages on which users allow a client and authenticate with the sign-in of the provider.
 * The page that names the client always comes first, so that no state of the browser can consent
 * for its user.
 */
export function signInPages(flow: SignInFlow): [path: string, handler: RouteHandler][] {
  const page = (
    get: (flow: SignInFlow, browser: BrowserRequest) => Promise<Response>,
    post = get,
  ): RouteHandler =>
    pageHandler(flow, (browser) => (browser.request.method === 'POST' ? post : get)(flow, browser));
  return [
    [SIGN_INS_PATH, page(beginSignIns, endSignIns)],
    [AUTHORIZE_PATH, page(beginAuthorization, submit)],
    ...flow.logins
      .filter(isServiceLogin)
      .map((login): [string, RouteHandler] => [
        callbackPath(login.provider),
        page((_flow, browser) => handleCallback(flow, login, browser)),
      ]),
  ];
}

/**
 * Error for a request without a source. All callers would otherwise share one source, which one of
 * them could exhaust.
 */
const UNKNOWN_SOURCE =
  'This server does not know who calls it, so users cannot sign in. Its operator must pass the address of the caller as "peer" to "handler.fetch".';

/** Handles a page. Before the client is known and its user has consented, errors are pages. */
const pageHandler =
  ({ issuer }: SignInFlow, respond: (browser: BrowserRequest) => Promise<Response>): RouteHandler =>
  async (request, received) => {
    const accept = request.headers.get('accept');
    try {
      const source = sourceOf(received);
      if (source === undefined) throw new OAuthFaultError('server_error', UNKNOWN_SOURCE);
      return await respond({ request, accept, source });
    } catch (error) {
      return pageResponse(faultPage(toFault(error), issuer), accept);
    }
  };

async function beginAuthorization(flow: SignInFlow, browser: BrowserRequest): Promise<Response> {
  const query = new URL(browser.request.url).searchParams;
  const find = (clientId: string) => flow.clients.find(clientId, browser.source);
  const request = await authorizationRequest(query, find, flow.resources);
  return showLogin(flow, { request, proven: [] }, browser).catch((error: unknown) => {
    const { code, message } = toFault(error);
    throw new ReturnableFault(code, message, request);
  });
}

/** Begins a sign-in that shows the sign-ins of one endpoint, or of all. */
async function beginSignIns(flow: SignInFlow, browser: BrowserRequest): Promise<Response> {
  const requestedResources = new URL(browser.request.url).searchParams.getAll('resource');
  const target = resourceOf(requestedResources, flow.resources);
  if (!target)
    throw new OAuthFaultError('invalid_target', '"resource" is not the URL of an endpoint.');
  return showLogin(flow, { request: { resource: target.url }, proven: [] }, browser);
}

/** Handles the user's choice and input on a page of `showLogin`. */
async function submit(flow: SignInFlow, browser: BrowserRequest): Promise<Response> {
  const form = new URLSearchParams(await browser.request.text());
  const page = form.get('step') ?? '';
  const session = await flow.sessions.resumeForm(browser.request, page);
  return answerClient(flow, session, browser, async () => {
    if (form.has('cancel')) throw new OAuthFaultError('access_denied', DECLINED);
    const login = nextLogin(flow, session);
    if (form.has('skip'))
      return proceed(flow, { ...session, proven: [...session.proven, null] }, browser);
    if (isServiceLogin(login)) return sendToService(flow, session, login, browser);
    const values = login.fields.map(({ name }) => [name, form.get(name) ?? ''] as const);
    const result = await enterWithinLimit(flow, login, Object.fromEntries(values), browser.source);
    return 'authentication' in result
      ? proceed(flow, session, browser, { ...result.authentication, page })
      : showLogin(flow, session, browser, result);
  });
}

/**
 * Authenticates at a provider within the limit of the source; returns a problem if that fails. A
 * login without identity counts as a failure, because each creates a user in the store.
 */
async function enterWithinLimit(
  { limit, note }: SignInFlow,
  login: Extract<ProviderLogin, { enter: unknown }>,
  values: Readonly<Record<string, string>>,
  source: string,
): Promise<{ authentication: Authentication } | FailedAttempt> {
  const loginResult = await limit.run(source, async (isExhausted) => {
    const result: LoginResult = await login.enter(values);
    const hasFailed = !('authentication' in result) || result.authentication.account === '';
    return { failed: hasFailed, result: hasFailed && isExhausted ? undefined : result };
  });
  if (!loginResult) note(login.provider, 'rejected');
  if (!loginResult) return { status: 429, text: TOO_MANY };
  if ('authentication' in loginResult) return loginResult;
  note(login.provider, loginResult.isOutage === true ? 'unavailable' : 'rejected');
  return { status: loginResult.isOutage === true ? 503 : 400, text: loginResult.problem };
}

/**
 * Sends the browser to the service. `state` is the encrypted session, so nothing is stored for a
 * browser that does not return.
 */
async function sendToService(
  { issuer, sessions }: SignInFlow,
  { request, proven }: SignInSession,
  login: Extract<ProviderLogin, { begin: unknown }>,
  browser: BrowserRequest,
): Promise<Response> {
  const { url, pending } = await login.begin(new URL(callbackPath(login.provider), issuer).href);
  const session = { request, proven, pending, until: sessionEnd() };
  const sealedSession = await sessions.sealForService(browser.request, session);
  url.searchParams.set('state', sealedSession.text);
  const title = `Continue to ${login.displayName}`;
  const page = { outcome: 'asked', title, text: 'You will come back here.' };
  const response = navigationPage(url.href, page, browser.accept);
  response.headers.set('set-cookie', sealedSession.cookie);
  return response;
}

const OUTCOMES: Partial<Record<FaultCode, Parameters<NoteSignIn>[1]>> = {
  access_denied: 'declined',
  temporarily_unavailable: 'unavailable',
};

/** Returns the redirection endpoint of this project's client at a service (RFC 6749 section 3.1.2). */
async function handleCallback(
  flow: SignInFlow,
  login: ProviderLogin,
  browser: BrowserRequest,
): Promise<Response> {
  const { sessions, authentications, note } = flow;
  const query = new URL(browser.request.url).searchParams;
  const sealed = query.get('state') ?? '';
  const { pending, ...session } = await sessions.resumeService(browser.request, sealed);
  return answerClient(flow, session, browser, async () => {
    if (!isServiceLogin(login) || nextLogin(flow, session) !== login)
      throw new OAuthFaultError('invalid_request', 'This step does not belong to this sign-in.');
    query.set('state', pending.state);
    const name = await authentications.once(pending.state, login.provider, async () => {
      try {
        return await login.finish(query, pending);
      } catch (error) {
        const fault = serviceFault(error);
        note(login.provider, OUTCOMES[fault?.code ?? 'server_error'] ?? 'failed');
        throw fault ?? error;
      }
    });
    return proceed(flow, { ...session, proven: [...session.proven, name] }, browser);
  });
}

/** An authentication that is not stored yet, and its page. */
type UnsavedAuthentication = Authentication & { page: string };

/** Continues with the next login, or finishes after the last one. */
async function proceed(
  flow: SignInFlow,
  { request, proven }: SignInSession,
  browser: BrowserRequest,
  latest?: UnsavedAuthentication,
): Promise<Response> {
  const logins = loginsOf(flow, request);
  if (proven.length + (latest ? 1 : 0) >= logins.length)
    return finishSignIn(flow, { request, proven }, browser, latest);
  if (!latest) return showLogin(flow, { request, proven }, browser);
  const { page, ...authentication } = latest;
  const { provider = '' } = logins[proven.length] ?? {};
  const name = await flow.authentications.keep(page, provider, authentication);
  return showLogin(flow, { request, proven: [...proven, name] }, browser);
}

/** Finishes a sign-in: stores the credentials of the user and issues the code, or shows the user's sign-ins. */
async function finishSignIn(
  flow: SignInFlow,
  { request, proven }: SignInSession,
  browser: BrowserRequest,
  latest?: UnsavedAuthentication,
): Promise<Response> {
  const { issuer, users, authentications } = flow;
  const all = await allAuthentications(flow, { request, proven }, latest);
  if (all.length === 0) throw new OAuthFaultError('access_denied', 'Nothing was connected.');
  const accounts = Object.fromEntries(all.map(({ provider, account }) => [provider, account]));
  const subject = isAuthorizationRequest(request)
    ? await users.userWith(accounts, request.consent)
    : await users.withAccounts(accounts);
  const records = recordNames(proven);
  if (subject === undefined) {
    await Promise.all(records.map((name) => authentications.abandon(name)));
    return showSignIns(flow, subject, browser);
  }
  const principal = verifiedPrincipal(issuer, subject);
  for (const { provider, credentials } of all)
    if (credentials !== undefined) await flow.save(provider, principal.userId, credentials);
  await Promise.all(records.map((name) => authentications.noteStored(name)));
  if (!isAuthorizationRequest(request)) return showSignIns(flow, subject, browser);
  const code = await flow.tokens.codeFor(subject, request);
  if (code === undefined) return pageResponse(connectedPage(request.client), browser.accept);
  const about = { principal: userPseudonym(principal), client: clientLabel(request.client) };
  for (const { provider } of all) flow.note(provider, 'ok', about);
  return returnPage(request, issuer, { code }, browser.accept);
}

/**
 * Returns the authentications at all providers that were not skipped.
 * @throws OAuthFaultError if a record has expired
 */
async function allAuthentications(
  flow: SignInFlow,
  { request, proven }: SignInSession,
  latest?: UnsavedAuthentication,
): Promise<(Authentication & { provider: string })[]> {
  const logins = loginsOf(flow, request);
  const storedAuthentications = await Promise.all(
    proven.map(async (name) => (name === null ? undefined : flow.authentications.read(name))),
  );
  return [...storedAuthentications, latest].flatMap((authentication, index) => {
    const { provider } = logins[index] ?? {};
    return authentication && provider !== undefined ? [{ provider, ...authentication }] : [];
  });
}
