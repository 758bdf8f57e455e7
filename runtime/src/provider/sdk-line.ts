import type { IncomingHttpHeaders } from 'node:http';
import type { Leaving } from '../call/call-limit.js';
import type { Changes } from '../call/changes.js';
import type { Tool } from '../call/definitions.js';
import type { Registrations } from '../call/registrations.js';
import type { ServedRequest } from '../call/served-request.js';
import type { Principal, VerifiedCaller } from '../identity/principal.js';
import type { LogLine } from '../project/ports.js';
import { StartError } from '../utils/start-error.js';
import type {
  Capabilities,
  CreateServer,
  Provider,
  ProviderDefinition,
  ProviderParts,
} from './definition.js';
import type { IN_CODE } from './in-code.js';

export type Report = (level: LogLine['level'], message: string, error?: unknown) => void;

/** A request whose caller is known and whose body has been read. */
export interface Exchange extends ServedRequest {
  /** Parsed. */
  message: unknown;
  principal: Principal;
  /** Absent: the local user. */
  caller?: VerifiedCaller | undefined;
}

/**
 * What the SDK hands on to a call beside its message: a session has several tokens of one user. Without the token itself,
 * which is for this server only.
 */
export const authInfoOf = ({ caller, principal }: Exchange) =>
  caller && {
    token: '',
    clientId: caller.clientId,
    scopes: caller.scopes,
    expiresAt: caller.expiresAt,
    extra: { userId: principal.userId, principal },
  };

/** Who makes a call: in a session, the token of its own request says more than the one that began it. */
export const principalIn = (
  made: Principal,
  authInfo: { extra?: Record<string, unknown> } | undefined,
): Principal => (authInfo?.extra?.principal as Principal | undefined) ?? made;

/** What the SDK reads of a `Request` whose message it is given. */
export type ParsedRequest = Pick<Request, 'method' | 'url' | 'headers' | 'signal'>;

/** A POST, without web objects, which take as long to make as a short call. */
export interface PlainRequest {
  headers: IncomingHttpHeaders;
  /** Whether the client has left. */
  leaving: Leaving;
  /** For `fetch`; the same each time. */
  whole(): ParsedRequest;
}

/** One provider over HTTP. */
export interface Endpoint extends Pick<Served, 'scopes' | 'missingScopes'> {
  /** The message of `request` is `exchange.message`. */
  fetch(request: ParsedRequest, exchange: Exchange): Promise<Response>;
  /** The JSON text of the answer, or a response, if the provider can tell it without `fetch`. */
  answer?(request: PlainRequest, exchange: Exchange): Promise<string | Response> | undefined;
  /** Whether the caller must sign in again before this message, which an account that has ended concerns. */
  needsSignIn?(message: unknown, exchange: Exchange): Promise<boolean>;
  /** Begins a session of protocol 2025-11-25 or older, which all its requests name. `request` is the first. */
  openSession(principal: Principal, request: ServedRequest, sessionId: string): Promise<Session>;
  /** Ends streams that would not end by themselves. */
  endStreams(): Promise<void>;
  /** Ends what is in progress. */
  close(): Promise<void>;
}

/** A client and a server that know each other over several requests. */
export interface Session {
  /** The message of a POST is `exchange.message`; the other methods have none. */
  fetch(request: ParsedRequest, exchange: Exchange): Promise<Response>;
  close(): Promise<void>;
}

/** A provider, as a line of the SDK serves it. */
export interface ServedProvider extends Omit<Served, 'line'> {
  create: CreateServer;
}

/** Serving with one line of the MCP SDK. Each transport is loaded when it is used: HTTP would take a tenth of the start on stdio. */
export interface SdkLine {
  /**
   * One provider on stdin and stdout, for one principal.
   * @returns `answered`: the client has closed its end, and each of its requests has its response
   */
  serveStdio(
    provider: ServedProvider,
    principal: Principal,
    report: Report,
  ): Promise<{ answered: Promise<void>; close(): Promise<void> }>;
  httpEndpoint(provider: ServedProvider, report: Report): Promise<Endpoint>;
}

const SERVED = Symbol.for('mcp-provider/served@1');
interface Served {
  line: SdkLine;
  /** `defineProvider` of the same line. */
  define(
    definition: Pick<
      ProviderDefinition<never>,
      'name' | 'title' | 'version' | 'instructions' | 'capabilities' | 'use' | 'audit' | 'config'
    > & { tools: readonly Tool[] },
  ): Pick<Provider, 'createServer' | 'tool' | 'resource' | 'prompt' | 'remove' | typeof IN_CODE>;
  capabilities: Capabilities;
  changes: Changes;
  registrations: Registrations;
  /** What clients see. */
  parts: Omit<ProviderParts<never>, 'configure'>;
  /** Whether `configure` changes its servers, in ways that only the SDK knows. */
  isConfigured: boolean;
  /** What is not served, and why. It changes while the provider is served. */
  leftOut: ReadonlyMap<string, string>;
  /** For the metadata of the endpoint: those that callers should ask for, because nothing else tells them. */
  scopes: readonly string[];
  /** Scopes that the calls in a message need and their caller lacks: then no line of the SDK gets it. */
  missingScopes(message: unknown, exchange: Exchange, signal: Leaving): Promise<readonly string[]>;
}

/** Notes on a server how it is to be served. */
export const servedBy = <Server extends object>(served: Served, server: Server): Server =>
  Object.assign(server, { [SERVED]: served });

/**
 * The line of a provider's servers: so one `runServer` serves both.
 * @throws StartError where these are no servers of a provider
 */
export function lineOf(
  create: CreateServer,
  principal: Principal,
): { line: SdkLine; provider: ServedProvider } {
  const { [SERVED]: served } = create(principal) as { [SERVED]?: Served };
  if (!served) {
    throw new StartError(
      '"createServer" must return a server of the provider that defineProvider made.',
    );
  }
  const { line, ...others } = served;
  return { line, provider: { create, ...others } };
}
