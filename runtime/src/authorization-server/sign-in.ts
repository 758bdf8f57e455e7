import { fingerprint } from '../call/call.js';
import { verifiedPrincipal } from '../identity/principal.js';
import { TOO_MANY } from '../sign-in/attempts.js';
import { pageResponse } from '../sign-in/pages.js';
import { sourceOf } from '../sign-in/source.js';
import { sessionEnd } from './browser-sessions.js';
import { type FaultCode, faultOf, OAuthFault } from './fault.js';
import { connectedPage, faultPage, movingOn, type Problem, returnPage } from './pages.js';
import { AUTHORIZE, callbackPath, SIGN_INS } from './paths.js';
import {
  type Authentication,
  isServiceLogin,
  type LoginResult,
  type ProviderLogin,
} from './provider-login.js';
import {
  authorizationRequest,
  isAuthorizationRequest,
  labelOf,
  resourceOf,
  ReturnableFault,
} from './request.js';
import {
  answerClient,
  ask,
  type BrowserRequest,
  DECLINED,
  type Handler,
  loginsOf,
  nextLogin,
  type NoteSignIn,
  recordNames,
  serviceFault,
  type Session,
  type SignInFlow,
} from './sign-in-flow.js';
import { endSignIns, showSignIns } from './sign-ins.js';

/**
 * Where users allow a client, and prove who they are by the sign-in of the provider. The page that names the client comes
 * first, each time: nothing in the browser answers in the place of its user.
 */
export function signInPages(flow: SignInFlow): [path: string, handler: Handler][] {
  const page = (
    get: (flow: SignInFlow, browser: BrowserRequest) => Promise<Response>,
    post = get,
  ): Handler =>
    pageHandler(flow, (browser) => (browser.request.method === 'POST' ? post : get)(flow, browser));
  return [
    [SIGN_INS, page(beginSignIns, endSignIns)],
    [AUTHORIZE, page(beginAuthorization, submit)],
    ...flow.logins
      .filter(isServiceLogin)
      .map((login): [string, Handler] => [
        callbackPath(login.provider),
        page((_flow, browser) => comeBack(flow, login, browser)),
      ]),
  ];
}

/** Before the client is known, or its user has answered, errors are pages. */
const pageHandler =
  ({ issuer }: SignInFlow, respond: (browser: BrowserRequest) => Promise<Response>): Handler =>
  async (request, received) => {
    const accept = request.headers.get('accept');
    try {
      const source = sourceOf(received);
      if (source === undefined) throw new OAuthFault('server_error', UNKNOWN_PEER);
      return await respond({ request, accept, source });
    } catch (error) {
      return pageResponse(faultPage(faultOf(error), issuer), accept);
    }
  };

/** Without it, all callers would be one source, which one of them could exhaust for all. */
const UNKNOWN_PEER =
  'This server does not know who calls it, so users cannot sign in. Its operator must pass the address of the caller as "peer" to "handler.fetch".';

async function beginAuthorization(flow: SignInFlow, browser: BrowserRequest): Promise<Response> {
  const query = new URL(browser.request.url).searchParams;
  const find = (clientId: string) => flow.clients.find(clientId, browser.source);
  const request = await authorizationRequest(query, find, flow.resources);
  return ask(flow, { request, proven: [] }, browser).catch((error: unknown) => {
    const { code, message } = faultOf(error);
    throw new ReturnableFault(code, message, request);
  });
}

/** Shows the accounts of one endpoint, or of all. */
async function beginSignIns(flow: SignInFlow, browser: BrowserRequest): Promise<Response> {
  const requested = new URL(browser.request.url).searchParams.getAll('resource');
  const target = resourceOf(requested, flow.resources);
  if (!target) throw new OAuthFault('invalid_target', '"resource" is not the URL of an endpoint.');
  return ask(flow, { request: { resource: target.url }, proven: [] }, browser);
}

/** What the user has chosen, and entered, on a page of `ask`. */
async function submit(flow: SignInFlow, browser: BrowserRequest): Promise<Response> {
  const form = new URLSearchParams(await browser.request.text());
  const page = form.get('step') ?? '';
  const session = await flow.sessions.resumeForm(browser.request, page);
  return answerClient(flow, session, browser, async () => {
    if (form.has('cancel')) throw new OAuthFault('access_denied', DECLINED);
    const login = nextLogin(flow, session);
    if (form.has('skip'))
      return proceed(flow, { ...session, proven: [...session.proven, null] }, browser);
    if (isServiceLogin(login)) return sendToService(flow, session, login, browser);
    const values = login.fields.map(({ name }) => [name, form.get(name) ?? ''] as const);
    const result = await enter(flow, login, Object.fromEntries(values), browser.source);
    return 'authentication' in result
      ? proceed(flow, session, browser, { ...result.authentication, page })
      : ask(flow, session, browser, result);
  });
}

/**
 * The answer of a provider within the limit of the source; a page for what is not proven. Who says nothing of themselves
 * counts like a failure: each is a new user in the store.
 */
async function enter(
  { limit, note }: SignInFlow,
  login: Extract<ProviderLogin, { enter: unknown }>,
  values: Readonly<Record<string, string>>,
  source: string,
): Promise<{ authentication: Authentication } | Problem> {
  const answer = await limit.run(source, async (isExhausted) => {
    const result: LoginResult = await login.enter(values);
    const failed = !('authentication' in result) || result.authentication.account === '';
    return { failed, result: failed && isExhausted ? undefined : result };
  });
  if (!answer) note(login.provider, 'rejected');
  if (!answer) return { status: 429, text: TOO_MANY };
  if ('authentication' in answer) return answer;
  note(login.provider, answer.isOutage === true ? 'unavailable' : 'rejected');
  return { status: answer.isOutage === true ? 503 : 400, text: answer.problem };
}

/** Its `state` is the session: nothing is kept for a browser that does not come back. */
async function sendToService(
  { issuer, sessions }: SignInFlow,
  { request, proven }: Session,
  login: Extract<ProviderLogin, { begin: unknown }>,
  browser: BrowserRequest,
): Promise<Response> {
  const { url, pending } = await login.begin(new URL(callbackPath(login.provider), issuer).href);
  const session = { request, proven, pending, until: sessionEnd() };
  const sealed = await sessions.sealForService(browser.request, session);
  url.searchParams.set('state', sealed.text);
  const title = `Continue to ${login.displayName}`;
  const page = { outcome: 'asked', title, text: 'You will come back here.' };
  const response = movingOn(url.href, page, browser.accept);
  response.headers.set('set-cookie', sealed.cookie);
  return response;
}

/** The redirection endpoint of this project's client at a service (RFC 6749 section 3.1.2). */
async function comeBack(
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
      throw new OAuthFault('invalid_request', 'This step does not belong to this sign-in.');
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

const OUTCOMES: Partial<Record<FaultCode, Parameters<NoteSignIn>[1]>> = {
  access_denied: 'declined',
  temporarily_unavailable: 'unavailable',
};

/** An authentication that is not recorded, and the page where the user has proven it. */
type Latest = Authentication & { page: string };

/** The next login; after the last one the user is known. */
async function proceed(
  flow: SignInFlow,
  { request, proven }: Session,
  browser: BrowserRequest,
  latest?: Latest,
): Promise<Response> {
  const logins = loginsOf(flow, request);
  if (proven.length + (latest ? 1 : 0) >= logins.length)
    return finish(flow, { request, proven }, browser, latest);
  if (!latest) return ask(flow, { request, proven }, browser);
  const { page, ...authentication } = latest;
  const { provider = '' } = logins[proven.length] ?? {};
  const name = await flow.authentications.keep(page, provider, authentication);
  return ask(flow, { request, proven: [...proven, name] }, browser);
}

/** Stores the credentials of the user, and issues the code; or shows the sign-ins of the user. */
async function finish(
  flow: SignInFlow,
  { request, proven }: Session,
  browser: BrowserRequest,
  latest?: Latest,
): Promise<Response> {
  const { issuer, users, authentications } = flow;
  const all = await authenticated(flow, { request, proven }, latest);
  if (all.length === 0) throw new OAuthFault('access_denied', 'Nothing was connected.');
  const accounts = Object.fromEntries(all.map(({ provider, account }) => [provider, account]));
  const subject = isAuthorizationRequest(request)
    ? await users.userWith(accounts, request.consent)
    : await users.withAccounts(accounts);
  const records = recordNames(proven);
  if (subject === undefined) {
    await Promise.all(records.map(authentications.abandon));
    return showSignIns(flow, subject, browser);
  }
  const principal = verifiedPrincipal(issuer, subject);
  for (const { provider, credentials } of all)
    if (credentials !== undefined) await flow.save(provider, principal.userId, credentials);
  await Promise.all(records.map(authentications.noteStored));
  if (!isAuthorizationRequest(request)) return showSignIns(flow, subject, browser);
  const code = await flow.tokens.codeFor(subject, request);
  if (code === undefined) return pageResponse(connectedPage(request.client), browser.accept);
  const about = { principal: fingerprint(principal), client: labelOf(request.client) };
  for (const { provider } of all) flow.note(provider, 'ok', about);
  return returnPage(request, issuer, { code }, browser.accept);
}

/** What the user has proven at each provider that was not skipped. @throws OAuthFault where a record has ended */
async function authenticated(
  flow: SignInFlow,
  { request, proven }: Session,
  latest?: Latest,
): Promise<(Authentication & { provider: string })[]> {
  const logins = loginsOf(flow, request);
  const recorded = await Promise.all(
    proven.map(async (name) => (name === null ? undefined : flow.authentications.read(name))),
  );
  return [...recorded, latest].flatMap((authentication, at) => {
    const { provider } = logins[at] ?? {};
    return authentication && provider !== undefined ? [{ provider, ...authentication }] : [];
  });
}
