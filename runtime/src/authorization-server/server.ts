import { join } from 'node:path';
import { fingerprint } from '../call/call.js';
import { vaultAt } from '../credentials/vault.js';
import type { TokenClaims, TokenVerifier } from '../identity/principal.js';
import { verifiedPrincipal } from '../identity/principal.js';
import { dataHome } from '../project/data-folder.js';
import { log } from '../project/log.js';
import type { Project } from '../project/project.js';
import type { Route } from '../project/route.js';
import type { ServedModule } from '../provider/loader.js';
import { attempts } from '../sign-in/attempts.js';
import { clients } from './clients.js';
import type { Gate } from './doors.js';
import { doorOf } from './doors.js';
import { faultOf, faultResponse, NO_STORE, OAuthFault } from './fault.js';
import { invitations } from './invitations.js';
import { proofRecords } from './proofs.js';
import type { Resource } from './request.js';
import { envelopes } from './envelopes.js';
import type { NoteSignIn } from './sign-in.js';
import { signInPages } from './sign-in.js';
import { browserSteps } from './steps.js';
import type { TokenRequest } from './tokens.js';
import { tokens } from './tokens.js';
import { users } from './users.js';

/** Whose server it is. */
export interface Site {
  project: Project;
  /** Of this server, as clients reach it; its origin is the issuer. */
  publicUrl: URL;
  /** Those that are served: each has users. */
  modules: readonly Omit<ServedModule, 'serverAuth'>[];
  gate?: Gate | undefined;
  /** Of providers whose keys cannot be checked. */
  acceptUncheckedKeys: boolean;
}

const SWEEP_MS = 6 * 3_600_000;

/**
 * The authorization server of a project, in front of its own endpoints only: for APIs whose users have keys, passwords or
 * accounts at a service, and for clients that insist on OAuth. Users sign in with their account of the provider.
 *
 * Clients, requests, codes and tokens are encrypted and kept by those who use them. Users and what they have allowed are in
 * the store of the credentials, so any process can serve any step.
 */
export function authorizationServer({ project, publicUrl, modules, ...entry }: Site) {
  const issuer = publicUrl.origin;
  const vault = vaultAt({
    name: 'authorization-server',
    project: () => project,
    folder: () => join(dataHome(project.env), 'authorization-server'),
    origin: () => issuer,
  });
  const at = (path: string) => new URL(path, issuer).href;
  const [only, another] = modules;
  /** With one provider, both addresses are the same resource. */
  const audienceOf = (url: string): string =>
    only && !another && url === at('/mcp') ? at(`/${only.mcpInstance.PROVIDER_NAME}/mcp`) : url;
  const byName = new Map(modules.map((module) => [module.mcpInstance.PROVIDER_NAME, module]));
  const envelope = envelopes(vault);
  const known = users(vault, async ({ subject }) => {
    const { userId } = verifiedPrincipal(issuer, subject);
    for (const [provider, { apiAuth }] of byName)
      await apiAuth.signOut?.(userId).catch((error: unknown) => log('error', 'sign-out', error, { provider })); // prettier-ignore
  });
  const registry = clients(envelope, publicUrl);
  const issued = tokens(envelope, known, registry, { issuer, audienceOf });
  const invited = invitations(envelope);
  const proofs = proofRecords(vault);
  const subjectOf = (userId: string): string | undefined =>
    userId.startsWith(`${issuer}|`) ? userId.slice(issuer.length + 1) : undefined;

  const metadata = {
    issuer,
    authorization_endpoint: at('/oauth/authorize'),
    token_endpoint: at('/oauth/token'),
    registration_endpoint: at('/oauth/register'),
    revocation_endpoint: at('/oauth/revoke'),
    response_types_supported: ['code'],
    response_modes_supported: ['query'],
    grant_types_supported: ['authorization_code', 'refresh_token'],
    code_challenge_methods_supported: ['S256'],
    token_endpoint_auth_methods_supported: ['none'],
    revocation_endpoint_auth_methods_supported: ['none'],
    client_id_metadata_document_supported: true,
    authorization_response_iss_parameter_supported: true,
    scopes_supported: ['offline_access'],
  };
  const verifier: TokenVerifier = {
    metadata,
    verify: issued.verify,
    async ready() {
      await (await vault.records()).get('readiness');
    },
  };

  const note: NoteSignIn = (provider, outcome, about = {}) => {
    project.metrics?.record({ type: 'sign-in', provider, outcome });
    log('info', 'sign-in', undefined, { provider, outcome, ...about });
  };

  const accountable = new Set<string>();

  /** The pages and endpoints, when the scopes of the resources are known. @throws StartError */
  async function routes(resources: readonly Resource[]): Promise<Route[]> {
    const doors = await Promise.all(modules.map((module) => doorOf(module, issuer, entry, known, invited))); // prettier-ignore
    for (const { provider, isGate } of doors) if (!isGate) accountable.add(provider);
    metadata.scopes_supported = [...new Set([...resources.flatMap(({ scopes }) => scopes), 'offline_access'])]; // prettier-ignore
    const urls = resources.map(({ url }) => url);
    const pages = signInPages({
      issuer,
      clients: registry,
      users: known,
      tokens: issued,
      doors,
      resources,
      steps: browserSteps(envelope, publicUrl.protocol === 'https:'),
      proofs,
      limit: attempts(),
      note,
      save: async (provider, userId, credentials) =>
        byName.get(provider)?.apiAuth.saveCredentials(userId, credentials as never),
    });
    project.issuer = {
      howToSignIn: (userId) =>
        subjectOf(userId) === undefined
          ? undefined
          : 'Connect this server again in your MCP client: its page asks for the account.',
      async ended(provider, userId) {
        const door = doors.find((one) => one.provider === provider);
        const subject = subjectOf(userId);
        if (subject === undefined || !door) return false;
        const hasEnded = await door.hasEnded(verifiedPrincipal(issuer, subject).userId);
        if (hasEnded) {
          await known.endAccount(subject, provider);
          note(provider, 'ended', { principal: fingerprint(verifiedPrincipal(issuer, subject)) });
        }
        return hasEnded;
      },
    };
    const sweeping = setInterval(() => void sweep(), SWEEP_MS).unref();
    project.ending.add(async () => clearInterval(sweeping));
    return [
      ...pages,
      endpoint('/oauth/token', async (request) => issued.token(await formOf(request))),
      endpoint('/oauth/register', async (request) => {
        const client = await registry.register(await request.json().catch(() => undefined));
        return Response.json(client, { status: 201, headers: NO_STORE });
      }),
      endpoint('/oauth/revoke', async (request) => {
        await issued.revoke(await formOf(request), urls);
        return new Response(null, { headers: NO_STORE });
      }),
    ];
  }

  async function sweep(): Promise<void> {
    try {
      await known.sweep();
      await proofs.sweep();
    } catch (error) {
      log('error', 'authorization server', error);
    }
  }

  return {
    verifier,
    routes,
    /** Whether users have an account of this provider, rather than an invitation, or nothing. */
    hasAccounts: (provider: string): boolean => accountable.has(provider),
    users: known,
    invite: invited.invite,
    sweep,
    /** The client that holds such a token gets no other one without its user. */
    async requireSignIn({ sub, grant }: TokenClaims): Promise<void> {
      if (typeof sub === 'string' && typeof grant === 'string')
        await issued.requireSignIn(sub, grant);
    },
  };
}

/** For programs, also for those in web pages: no cookie counts here. */
const endpoint = (path: string, respond: (request: Request) => Promise<Response>): Route => ({
  path,
  public: true,
  anyOrigin: true,
  methods: ['POST'],
  async handle(request, { header }) {
    const usesHeader = /^basic /i.test(header('authorization') ?? '');
    try {
      // All clients are public.
      if (usesHeader)
        throw new OAuthFault('invalid_client', 'Clients do not authenticate here. Send "client_id" in the body.'); // prettier-ignore
      return await respond(request);
    } catch (error) {
      return faultResponse(faultOf(error), usesHeader);
    }
  },
});

/** @throws OAuthFault where it is no form, or a parameter is there twice (RFC 6749 section 3.2) */
async function formOf(request: Request): Promise<TokenRequest> {
  const type = request.headers.get('content-type') ?? '';
  if (!/^application\/x-www-form-urlencoded\b/i.test(type))
    throw new OAuthFault('invalid_request', 'The body must be a form.');
  const form = new URLSearchParams(await request.text());
  const fields = new Map(form);
  const resources = form.getAll('resource');
  if (form.size - resources.length !== fields.size - (resources.length > 0 ? 1 : 0))
    throw new OAuthFault('invalid_request', 'A parameter is there twice.');
  return { fields, resources };
}
