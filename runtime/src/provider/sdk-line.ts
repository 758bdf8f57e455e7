import type { LogLine } from '../serving/log.js';
import type { VerifiedCaller } from './principal.js';
import type { CreateServer, ServedRequest } from './provider.js';
import { StartError } from './start-error.js';
import type { Principal } from './principal.js';

export type Report = (level: LogLine['level'], message: string, error?: unknown) => void;

/** A request whose caller is known and whose body has been read. */
export interface Exchange extends ServedRequest {
  principal: Principal;
  /** Absent: the local user. */
  caller?: VerifiedCaller | undefined;
}

/** What the SDK reads of a `Request` whose message it is given. */
export type ParsedRequest = Pick<Request, 'method' | 'url' | 'headers' | 'signal'>;

/** One provider over HTTP. */
export interface Endpoint {
  /** The message of `request` is `exchange.message`. */
  fetch(request: ParsedRequest, exchange: Exchange): Promise<Response>;
  /** Ends what would not end by itself. */
  close(): Promise<void>;
}

/** Serving with one line of the MCP SDK. */
export interface SdkLine {
  /** One provider on stdin and stdout, for one principal. */
  serveStdio(
    create: CreateServer,
    principal: Principal,
    report: Report,
  ): { close(): Promise<void> };
  httpEndpoint(create: CreateServer, report: Report): Endpoint;
}

const LINE = Symbol.for('mcp-provider/sdk-line@1');
type Marked = Partial<Record<typeof LINE, () => Promise<SdkLine>>>;

/** Notes on a server by which line of the SDK it is to be served. */
export const servedBy = <Server extends object>(
  line: () => Promise<SdkLine>,
  server: Server,
): Server => Object.assign(server, { [LINE]: line });

/** The line of a provider's servers: so one `runServer` serves both, and loads only what is used. */
export function lineOf(server: object): Promise<SdkLine> {
  const line = (server as Marked)[LINE];
  if (line) return line();
  throw new StartError(
    '"createServer" must return a server of the provider that defineProvider made.',
  );
}
