import type { IncomingHttpHeaders } from 'node:http';
import type { DisconnectSignal } from '../call/call-limit.js';
import type { Tool } from '../call/define/definitions.js';
import type { Registrations } from '../call/define/registrations.js';
import type { Changes } from '../call/lists/changes.js';
import type { ToolChoice } from '../call/lists/tool-choice.js';
import type { ServedRequest } from '../call/served-request.js';
import type { Principal, VerifiedCaller } from '../identity/principal.js';
import type { LogLine } from '../project/interfaces.js';
import { StartError } from '../utils/start-error.js';
import type {
  Capabilities,
  CreateServer,
  Provider,
  ProviderDefinition,
  ProviderParts,
  ProviderWebhooks,
} from './definition.js';
import type { IN_CODE } from './in-code.js';

/** Writes a line to the log. */
export type Report = (level: LogLine['level'], message: string, error?: unknown) => void;

/** A request whose caller is known and whose body has been read. */
export interface Exchange extends ServedRequest {
  /** The parsed message. */
  message: unknown;
  principal: Principal;
  /** The verified caller. Absent: the local user. */
  caller?: VerifiedCaller | undefined;
}

/**
 * Returns the data that the SDK passes to a call beside its message, because a session has several
 * tokens of one user. It lacks the token itself, which is for this server only.
 */
export const authInfoOf = ({ caller, principal }: Exchange) =>
  caller && {
    token: '',
    clientId: caller.clientId,
    scopes: caller.scopes,
    expiresAt: caller.expiresAt,
    extra: { userId: principal.userId, principal },
  };

/**
 * Returns the principal of a call: in a session, the token of its own request counts, not the one
 * that began the session.
 */
export const principalIn = (
  sessionPrincipal: Principal,
  authInfo: { extra?: Record<string, unknown> } | undefined,
): Principal => (authInfo?.extra?.principal as Principal | undefined) ?? sessionPrincipal;

/** The part of a `Request` that the SDK reads when it is given the message. */
export type ParsedRequest = Pick<Request, 'method' | 'url' | 'headers' | 'signal'>;

/** A POST without web objects, which take as long to create as a short call. */
export interface PlainRequest {
  headers: IncomingHttpHeaders;
  /** Whether the client has left. */
  leaving: DisconnectSignal;
  /** Creates the request for `fetch`; returns the same one each time. */
  whole(): ParsedRequest;
}

/** The endpoint of one provider over HTTP. */
export interface Endpoint extends Pick<
  ServerRecord,
  'scopes' | 'readOnlyScopes' | 'missingScopes' | 'unknownTools'
> {
  /** Responds to a request; its message is `exchange.message`. */
  fetch(request: ParsedRequest, exchange: Exchange): Promise<Response>;
  /** Returns the JSON text of the result, or a response; undefined if the provider needs `fetch` for it. */
  respondDirectly?(
    request: PlainRequest,
    exchange: Exchange,
  ): Promise<string | Response> | undefined;
  /** Returns whether the caller must sign in again before this message, because an account that it needs has ended. */
  needsSignIn?(message: unknown, exchange: Exchange): Promise<boolean>;
  /** Begins a session of protocol 2025-11-25 or older, which all its requests name. `request` is the first. */
  openSession(principal: Principal, request: ServedRequest, sessionId: string): Promise<Session>;
  /** Ends streams that would not end by themselves. */
  endStreams(): Promise<void>;
  /** Ends all requests in progress. */
  close(): Promise<void>;
}

/** The state of a client and its server over several requests. */
export interface Session {
  /** Responds to a request. The message of a POST is `exchange.message`; the other methods have none. */
  fetch(request: ParsedRequest, exchange: Exchange): Promise<Response>;
  close(): Promise<void>;
}

/** A provider, as a line of the SDK serves it. */
export interface ServedProvider extends Omit<ServerRecord, 'line'> {
  create: CreateServer;
}

/**
 * Serves with one line of the MCP SDK. Each transport is loaded when it is used: HTTP would take a
 * tenth of the start on stdio.
 */
export interface SdkLine {
  /**
   * Serves one provider on stdin and stdout, for one principal.
   * @returns `answered`, which resolves when the client has closed its end and each of its requests
   * has its response
   */
  serveStdio(
    provider: ServedProvider,
    principal: Principal,
    report: Report,
  ): Promise<{ answered: Promise<void>; close(): Promise<void> }>;
  httpEndpoint(provider: ServedProvider, report: Report): Promise<Endpoint>;
}

const SERVED = Symbol.for('mcp-provider/served@1');

/** What a server states about how it is served; see `withServerRecord`. */
export interface ServerRecord {
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
  /** The registrations, with only the tools that the environment of the server chooses. */
  available: Registrations;
  /** The parts that clients see. */
  parts: Omit<ProviderParts<never>, 'configure'>;
  /** Returns the parts that clients see after a choice in the address of their request. */
  partsFor(request: ServedRequest): Pick<ProviderParts<never>, 'registrations' | 'lists' | 'views'>;
  /** Whether `configure` changes its servers, in ways that only the SDK knows. */
  isConfigured: boolean;
  /** Reasons why parts are not served. They change while the provider is served. */
  leftOut: ReadonlyMap<string, string>;
  /** Absent: the API reports no events. */
  webhooks?: ProviderWebhooks | undefined;
  /** Scopes for the metadata of the endpoint: those that callers should request, because nothing else states them. */
  scopes: readonly string[];
  /** Scopes of the tools that change nothing. */
  readOnlyScopes: readonly string[];
  /**
   * Returns the scopes that the calls in a message need and their caller lacks: such a message does not reach the SDK.
   * Undefined: none.
   */
  missingScopes(
    message: unknown,
    exchange: Exchange,
    signal: DisconnectSignal,
  ): Promise<readonly string[]> | undefined;
  /** Returns a text about names of a choice that no tool has, as far as the caller may know them. */
  unknownTools(choice: ToolChoice, principal: Principal): string | undefined;
}

/** Records on a server how it is to be served. */
export const withServerRecord = <Server extends object>(
  record: ServerRecord,
  server: Server,
): Server => Object.assign(server, { [SERVED]: record });

/**
 * Returns the SDK line of a provider's servers, which lets one `runServer` serve both.
 * @throws StartError if these are not servers of a provider
 */
export function sdkLineOf(
  create: CreateServer,
  principal: Principal,
): { line: SdkLine; provider: ServedProvider } {
  const { [SERVED]: record } = create(principal) as { [SERVED]?: ServerRecord };
  if (!record) {
    throw new StartError(
      '"createServer" must return a server of the provider that defineProvider made.',
    );
  }
  const { line, ...others } = record;
  return { line, provider: { create, ...others } };
}
