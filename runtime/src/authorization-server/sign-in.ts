import { ApiError } from '../api/api-error.js';
import { fingerprint } from '../call/call.js';
import type { ReceivedRequest } from '../identity/principal.js';
import { verifiedPrincipal } from '../identity/principal.js';
import { OAuthError } from '../oauth/errors.js';
import { log } from '../project/log.js';
import type { ServerEvent } from '../project/metrics.js';
import { formResponse } from '../sign-in/form.js';
import { pageResponse } from '../sign-in/pages.js';
import type { attempts } from '../sign-in/attempts.js';
import { TOO_MANY } from '../sign-in/attempts.js';
import { sourceOf } from '../sign-in/source.js';
import type { Clients } from './clients.js';
import type { Answer, Door, Proof } from './doors.js';
import { isService } from './doors.js';
import type { FaultCode } from './fault.js';
import { faultOf, OAuthFault } from './fault.js';
import type { Problem } from './pages.js';
import { buttonsOf, connectedPage, consentPage, faultPage, movingOn, ownPage, returnPage } from './pages.js'; // prettier-ignore
import { AUTHORIZE, callbackPath, SIGN_INS } from './paths.js';
import type { ProofRecords } from './proofs.js';
import type { Resource } from './request.js';
import {
  authorizationRequest,
  isOfClient,
  labelOf,
  resourceOf,
  ReturnableFault,
} from './request.js';
import { signInList } from './sign-ins.js';
import type { BrowserSteps, FormStep } from './steps.js';
import { stepEnd } from './steps.js';
import type { Tokens } from './tokens.js';
import type { Users } from './users.js';

interface SignIn {
  issuer: string;
  clients: Clients;
  users: Users;
  tokens: Tokens;
  doors: readonly Door[];
  resources: readonly Resource[];
  steps: BrowserSteps;
  proofs: ProofRecords;
  limit: ReturnType<typeof attempts>;
  /** Counts what has become of a sign-in at a provider, and writes it to the log. */
  note: NoteSignIn;
  /** Stores what a user has proven. */
  save(provider: string, userId: UserId, credentials: unknown): Promise<void>;
}

/** @param about the user, as the log of calls names it, and the client */
export type NoteSignIn = (
  provider: string,
  outcome: Extract<ServerEvent, { type: 'sign-in' }>['outcome'],
  about?: { principal?: string; client?: string },
) => void;

type UserId = ReturnType<typeof verifiedPrincipal>['userId'];
/** @property source whose limits count */
export type Visit = { request: Request; accept: string | null; source: string };
type Step = Omit<FormStep, 'until'>;
export type Handler = (request: Request, received: ReceivedRequest) => Promise<Response>;

/**
 * Where users allow a client, and prove who they are by the sign-in of the provider. The page that names the client comes
 * first, each time: nothing in the browser answers in the place of its user.
 */
export function signInPages(desk: SignIn): [path: string, handler: Handler][] {
  const { issuer, clients, users, tokens, doors, resources, steps, proofs, limit, note, save } = desk; // prettier-ignore
  /** Those of the endpoint. Gates count only where nothing else tells who the user is. */
  function doorsOf({ resource }: Step['request']): readonly Door[] {
    const { provider } = resources.find(({ url }) => url === resource) ?? {};
    const own = doors.filter((door) => provider === undefined || door.provider === provider);
    const proving = own.filter(({ isGate }) => !isGate);
    return proving.length > 0 ? proving : own.slice(0, 1);
  }

  /** The one that is next. */
  function doorAt({ request, proven }: Step): Door {
    const door = doorsOf(request)[proven.length];
    if (door) return door;
    throw new OAuthFault('invalid_request', 'This step does not belong to this sign-in.');
  }

  async function ask(step: Step, { request, accept }: Visit, problem?: Problem): Promise<Response> {
    const door = doorAt(step);
    const all = doorsOf(step.request);
    const count = all.length > 1 ? `${step.proven.length + 1} of ${all.length}. ` : '';
    const left = await steps.leaveForm(request, { ...step, until: stepEnd() });
    const form = {
      action: AUTHORIZE,
      hidden: { step: left.step },
      fields: isService(door) ? [] : door.fields,
      buttons: buttonsOf(door, all.length > 1, isOfClient(step.request) ? 'Connect' : 'Show'),
    };
    const page = isOfClient(step.request) ? consentPage(step.request, door, count, problem) : ownPage(door, count, problem); // prettier-ignore
    const response = formResponse(page, form, accept);
    response.headers.set('set-cookie', left.cookie);
    if (problem && problem.status !== 400) response.headers.set('retry-after', '60');
    return response;
  }

  async function submit(visit: Visit): Promise<Response> {
    const form = new URLSearchParams(await visit.request.text());
    const page = form.get('step') ?? '';
    const step = await steps.resumeForm(visit.request, page);
    return answering(step, visit, async () => {
      if (form.has('cancel')) throw new OAuthFault('access_denied', DECLINED);
      const door = doorAt(step);
      if (form.has('skip')) return proven({ ...step, proven: [...step.proven, null] }, visit);
      if (isService(door)) return sendToService(step, door, visit);
      const values = door.fields.map(({ name }) => [name, form.get(name) ?? ''] as const);
      const answer = await checked(door, Object.fromEntries(values), visit.source);
      return 'proof' in answer ? proven(step, visit, { ...answer.proof, page }) : ask(step, visit, answer); // prettier-ignore
    });
  }

  /**
   * The answer of a provider within the limit of the source; a page for what is not proven. Who says nothing of themselves
   * counts like a failure: each is a new user in the store.
   */
  async function checked(
    door: Extract<Door, { enter: unknown }>,
    values: Readonly<Record<string, string>>,
    source: string,
  ): Promise<{ proof: Proof } | Problem> {
    const answer = await limit.run(source, async (isExhausted) => {
      const result: Answer = await door.enter(values);
      const failed = !('proof' in result) || result.proof.account === '';
      return { failed, result: failed && isExhausted ? undefined : result };
    });
    if (!answer) note(door.provider, 'rejected');
    if (!answer) return { status: 429, text: TOO_MANY };
    if ('proof' in answer) return answer;
    note(door.provider, answer.isOutage === true ? 'unavailable' : 'rejected');
    return { status: answer.isOutage === true ? 503 : 400, text: answer.problem };
  }

  /** Its `state` is the step: nothing is kept for a browser that does not come back. */
  async function sendToService(
    { request, proven: names }: Step,
    door: Extract<Door, { begin: unknown }>,
    visit: Visit,
  ): Promise<Response> {
    const { url, pending } = await door.begin(new URL(callbackPath(door.provider), issuer).href);
    const step = { request, proven: names, pending, until: stepEnd() };
    const left = await steps.leaveForService(visit.request, step);
    url.searchParams.set('state', left.step);
    const page = { outcome: 'asked', title: `Continue to ${door.displayName}`, text: 'You will come back here.' }; // prettier-ignore
    const response = movingOn(url.href, page, visit.accept);
    response.headers.set('set-cookie', left.cookie);
    return response;
  }

  async function comeBack(door: Door, visit: Visit): Promise<Response> {
    const query = new URL(visit.request.url).searchParams;
    const { pending, ...step } = await steps.resumeService(visit.request, query.get('state') ?? ''); // prettier-ignore
    return answering(step, visit, async () => {
      if (!isService(door) || doorAt(step) !== door)
        throw new OAuthFault('invalid_request', 'This step does not belong to this sign-in.');
      query.set('state', pending.state);
      const name = await proofs.once(pending.state, door.provider, async () => {
        try {
          return await door.finish(query, pending);
        } catch (error) {
          const fault = serviceFault(error);
          note(door.provider, OUTCOMES[fault?.code ?? 'server_error'] ?? 'failed');
          throw fault ?? error;
        }
      });
      return proven({ ...step, proven: [...step.proven, name] }, visit);
    });
  }

  /** The next door; behind the last one the user is known, and what was proven is stored. */
  async function proven(
    { request, proven: names }: Step,
    visit: Visit,
    last?: Proof & { page: string },
  ): Promise<Response> {
    const all = doorsOf(request);
    const count = names.length + (last ? 1 : 0);
    if (count < all.length) {
      if (!last) return ask({ request, proven: names }, visit);
      const { page, ...proof } = last;
      const name = await proofs.keep(page, all[names.length]?.provider ?? '', proof);
      return ask({ request, proven: [...names, name] }, visit);
    }
    const earlier = await Promise.all(
      names.map(async (name) => (name === null ? undefined : proofs.read(name))),
    );
    const each = [...earlier, last].flatMap((proof, at) => {
      const { provider } = all[at] ?? {};
      return proof && provider !== undefined ? [{ provider, ...proof }] : [];
    });
    if (each.length === 0) throw new OAuthFault('access_denied', 'Nothing was connected.');
    const accounts = Object.fromEntries(each.map(({ provider, account }) => [provider, account]));
    const subject = isOfClient(request)
      ? await users.userWith(accounts, request.consent)
      : await users.withAccounts(accounts);
    const stored = storedOf(names);
    if (subject === undefined) {
      await Promise.all(stored.map(proofs.abandon));
      return list.show(subject, visit);
    }
    const principal = verifiedPrincipal(issuer, subject);
    for (const { provider, credentials } of each)
      if (credentials !== undefined) await save(provider, principal.userId, credentials);
    await Promise.all(stored.map(proofs.noteStored));
    if (!isOfClient(request)) return list.show(subject, visit);
    const code = await tokens.codeFor(subject, request);
    if (code === undefined) return pageResponse(connectedPage(request.client), visit.accept);
    const client = labelOf(request.client);
    for (const { provider } of each) note(provider, 'ok', { principal: fingerprint(principal), client }); // prettier-ignore
    return returnPage(request, issuer, { code }, visit.accept);
  }

  /** After consent, every end is an answer to the client (RFC 6749 section 4.1.2.1). */
  async function answering(
    { request, proven: names }: Step,
    { accept }: Visit,
    respond: () => Promise<Response>,
  ): Promise<Response> {
    try {
      return await respond();
    } catch (error) {
      const fault = serviceFault(error) ?? faultOf(error);
      if (fault.code === 'access_denied')
        await Promise.all(storedOf(names).map(proofs.abandon)).catch(faultOf); // which logs it
      if (!isOfClient(request)) return pageResponse(faultPage(fault, issuer), accept);
      const { code, message } = fault;
      return returnPage(request, issuer, { error: code, error_description: message }, accept);
    }
  }

  /** Before the client is known, or its user has answered, errors are pages. */
  const handler =
    (step: (visit: Visit) => Promise<Response>): Handler =>
    async (request, received) => {
      const accept = request.headers.get('accept');
      try {
        const source = sourceOf(received);
        if (source === undefined) throw new OAuthFault('server_error', UNKNOWN_PEER);
        return await step({ request, accept, source });
      } catch (error) {
        return pageResponse(faultPage(faultOf(error), issuer), accept);
      }
    };

  async function begin(visit: Visit): Promise<Response> {
    const query = new URL(visit.request.url).searchParams;
    const find = (clientId: string) => clients.find(clientId, visit.source);
    const request = await authorizationRequest(query, find, resources);
    return ask({ request, proven: [] }, visit).catch((error: unknown) => {
      const { code, message } = faultOf(error);
      throw new ReturnableFault(code, message, request);
    });
  }

  const list = signInList({ issuer, users, steps, note });
  /** Shows the accounts of one endpoint, or of all. */
  function see(visit: Visit): Promise<Response> {
    const target = resourceOf(new URL(visit.request.url).searchParams.getAll('resource'), resources); // prettier-ignore
    if (!target)
      throw new OAuthFault('invalid_target', '"resource" is not the URL of an endpoint.');
    return ask({ request: { resource: target.url }, proven: [] }, visit);
  }

  return [
    [
      SIGN_INS,
      handler((visit) => (visit.request.method === 'POST' ? list.end(visit) : see(visit))),
    ],
    [
      AUTHORIZE,
      handler((visit) => (visit.request.method === 'POST' ? submit(visit) : begin(visit))),
    ],
    ...doors
      .filter(isService)
      .map((door): [string, Handler] => [
        callbackPath(door.provider),
        handler((visit) => comeBack(door, visit)),
      ]),
  ];
}

const OUTCOMES: Partial<Record<FaultCode, Parameters<NoteSignIn>[1]>> = {
  access_denied: 'declined',
  temporarily_unavailable: 'unavailable',
};

/** Without those that were skipped. */
const storedOf = (names: Step['proven']): string[] => names.filter((name) => name !== null);

/** Without it, all callers would be one source, which one of them could exhaust for all. */
const UNKNOWN_PEER =
  'This server does not know who calls it, so users cannot sign in. Its operator must pass the address of the caller as "peer" to "handler.fetch".';

const DECLINED = 'The user has declined.';

/** What a service has answered, or not, in words for clients; the log has the reason. Undefined for other errors. */
function serviceFault(error: unknown): OAuthFault | undefined {
  if (error instanceof OAuthError && error.failure === 'declined')
    return new OAuthFault('access_denied', DECLINED);
  if (!(error instanceof OAuthError) && !(error instanceof ApiError)) return undefined;
  log('error', 'sign-in at a service', error);
  return error.failure === 'unavailable' || (error instanceof ApiError && isTemporary(error))
    ? new OAuthFault('temporarily_unavailable', 'The service does not answer now. Try again later.')
    : new OAuthFault('server_error', 'The service did not complete the sign-in.');
}

const isTemporary = ({ status = 0 }: ApiError): boolean => status === 429 || status >= 500;
