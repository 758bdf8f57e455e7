import type { CallToolResult, Tool } from '@modelcontextprotocol/client';
import { ApiError, type ApiFailure } from '../../runtime/src/api/api-error.js';
import type { ExchangeRecording } from '../../runtime/src/project/diagnostics.js';
import { mismatchOf } from '../../runtime/src/remote/tool-result.js';
import { decodeOrKeep } from '../../runtime/src/utils/percent-decoding.js';
import { parseExactly } from '../record/exact-numbers.js';
import { pathBelow, responseBody, withoutRepeated } from '../record/row.js';
import { REMOVED } from '../record/secret-forms.js';
import type { RecordedCall } from '../session/server-target.js';
import { bodyMismatches, shapeChanges } from './compare-bodies.js';
import type { RecordedRow, RowExchange } from './rows.js';

/**
 * What a repeated row shows. Breaking: the tool refuses the response. Changed: it accepts another
 * type, or a required member that is gone. The kinds after `same` are no statement about the API.
 */
export type DriftKind =
  'breaking' | 'changed' | 'same' | 'later' | 'sign in' | 'record again' | 'not called';

export interface RowDrift {
  row: RecordedRow;
  kind: DriftKind;
  /** JSON paths, types and statuses; never values of a response. */
  details: readonly string[];
  /** Address that the API did not find, which has a variable. */
  missing?: string;
}

/** A repeated call; without a result, it took too long. */
interface RepeatedCall extends Omit<RecordedCall, 'remoteCalls'> {
  result: CallToolResult | undefined;
}

/** Compares the call of a row with its repetition. */
export function rowDrift(row: RecordedRow, tool: Tool, repeated: RepeatedCall): RowDrift {
  const { result } = repeated;
  const exchanges = withoutRepeated(repeated.exchanges);
  if (!result) return { row, kind: 'later', details: ['no result in time'] };
  const instead = insteadOfData(row, exchanges);
  if (instead !== undefined) return { row, kind: 'sign in', details: [instead] };
  if (result.isError) return { row, ...failure(row, tool, { ...repeated, exchanges }) };
  const { changes, isComparable } = compared(row, tool, exchanges);
  if (!isComparable && apiFailure(exchanges.at(-1)) !== undefined)
    return { row, ...failure(row, tool, { ...repeated, exchanges }) };
  if (mismatchOf(result, tool) !== undefined)
    return { row, kind: 'breaking', details: ['the output schema refuses the result', ...changes] };
  if (!isComparable)
    return { row, kind: 'record again', details: ['the tool sends other requests than recorded'] };
  return { row, kind: changes.length > 0 ? 'changed' : 'same', details: changes };
}

/**
 * Returns the rows of all providers, with what only several rows show: an address is gone if the
 * API finds it for no row of its tool.
 */
export const withGoneAddresses = (drifts: readonly RowDrift[]): RowDrift[] =>
  drifts.map((drift) => {
    const { provider, tool } = drift.row;
    const ofTool = drifts.filter(({ row }) => row.provider === provider && row.tool === tool);
    const addresses = new Set(ofTool.map(({ missing }) => missing));
    const isGone = !addresses.has(undefined) && addresses.size > 1;
    return isGone
      ? { ...drift, kind: 'breaking', details: [...drift.details, 'for every row of the tool'] }
      : drift;
  });

/** Returns what an API sends in place of data if a user has to sign in first: a page or a redirect to one. */
function insteadOfData(
  row: RecordedRow,
  exchanges: readonly ExchangeRecording[],
): string | undefined {
  const recordsPage = row.exchanges.some(
    ({ body }) => typeof body === 'string' && /^\s*<(?:!doctype html|html)\b/i.test(body),
  );
  const outcomes = exchanges.flatMap(({ response }) => {
    if (!response) return [];
    const { status, headers } = response;
    if (TEMPORARY_REDIRECTS.has(status)) return `status ${status}, to another address`;
    const isPage = status < 400 && /^text\/html\b/i.test(headers['content-type'] ?? '');
    return isPage && !recordsPage ? `status ${status} with a page in place of data` : [];
  });
  return outcomes[0];
}

/** Redirects that leave the address valid (RFC 9110 section 15.4). */
const TEMPORARY_REDIRECTS: ReadonlySet<number> = new Set([302, 303, 307]);

type Verdict = Omit<RowDrift, 'row'>;

const KINDS: Readonly<Partial<Record<ApiFailure, DriftKind>>> = {
  unauthorized: 'sign in',
  forbidden: 'sign in',
  busy: 'later',
  unavailable: 'later',
};

/** Returns the kind of a call that failed. Its message can quote the API, so it is not repeated. */
function failure(row: RecordedRow, tool: Tool, { call, exchanges }: RepeatedCall): Verdict {
  const last = exchanges.at(-1);
  const status = last?.response?.status;
  const outcome = status === undefined ? 'no response' : `status ${status}`;
  const details = [last ? outcome : 'no request was sent'];
  const reason = (call?.failure ?? apiFailure(last)) as ApiFailure | undefined;
  if (reason === 'missing' && last) {
    const path = new URL(last.url).pathname;
    return hasVariable(pathBelow(last.base, path), row)
      ? { kind: 'record again', details, missing: path }
      : { kind: 'breaking', details };
  }
  const kind = reason && KINDS[reason];
  if (kind) return { kind, details };
  if (!last) return { kind: 'record again', details };
  const { changes } = compared(row, tool, exchanges);
  return {
    kind: 'breaking',
    details:
      call?.mismatch === undefined
        ? [`the tool fails: ${outcome}`, ...changes]
        : [...bodyMismatches(call.mismatch, tool.outputSchema), ...changes],
  };
}

/** Returns the kind of failure of the last exchange, for tools that report it in their own words. */
function apiFailure(last: ExchangeRecording | undefined): ApiFailure | undefined {
  if (!last) return undefined;
  if (!last.response) return 'unavailable';
  const { status, headers, body } = last.response;
  if (status < 400) return undefined;
  const response = { status, headers: new Headers(headers) };
  return ApiError.fromResponse(response, Buffer.from(body, 'base64').toString()).failure;
}

/** Returns whether a path contains an argument of the row, or an id. */
const hasVariable = (path: string, { arguments: args }: RecordedRow): boolean =>
  path.split('/').some((segment) => {
    const text = decodeOrKeep(segment);
    const isArgument = (value: unknown) =>
      (typeof value === 'string' || typeof value === 'number') &&
      String(value) !== '' &&
      text
        .split(/[^\p{L}\p{N}_-]+/u)
        .concat(text)
        .includes(String(value));
    return ID.test(text) || Object.values(args).flat().some(isArgument);
  });

const ID = /^\d+$|^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$|^[\da-f]{16,}$/i;

/** Changes of the responses that both the row and its repetition have. */
function compared(row: RecordedRow, tool: Tool, exchanges: readonly ExchangeRecording[]) {
  const successes = exchanges.flatMap(({ method, url, base, response }) =>
    response && response.status < 400
      ? [{ method, path: pathBelow(base, new URL(url).pathname), body: comparableBody(response) }]
      : [],
  );
  const groups = row.exchanges
    .filter(
      (exchange, index, allExchanges) =>
        exchange.status < 400 &&
        allExchanges.findIndex((other) => isSameRequest(exchange, other)) === index,
    )
    .map((exchange) => ({
      recorded: row.exchanges.filter((other) => isSameRequest(exchange, other)).map(recordedBody),
      current: successes.filter((other) => isSameRequest(exchange, other)).map(({ body }) => body),
    }));
  const repeatedGroups = groups.filter(({ current }) => current.length > 0);
  return {
    changes: repeatedGroups.flatMap((values) => shapeChanges(values, tool.outputSchema)),
    isComparable: repeatedGroups.length > 0 || groups.length === 0,
  };
}

type RequestLine = Pick<RowExchange, 'method' | 'path'>;

/** Returns whether requests differ only in their query, in ids of their paths, and in removed secrets. */
function isSameRequest(recorded: RequestLine, current: RequestLine): boolean {
  const [segments, others] = [recorded.path.split('/'), current.path.split('/')];
  const isSame = (segment: string, otherSegment = '') =>
    segment === otherSegment ||
    segment.includes(REMOVED) ||
    (/\d/.test(segment) && /\d/.test(otherSegment));
  return (
    recorded.method === current.method &&
    segments.length === others.length &&
    segments.every((segment, index) => isSame(segment, others[index]))
  );
}

const comparableBody = ({ headers, body }: NonNullable<ExchangeRecording['response']>): unknown =>
  withoutBytes(responseBody(Buffer.from(body, 'base64'), headers['content-type'] ?? '', true));

/** Returns the body as the API sent it: tests state JSON with many digits as a text. */
const recordedBody = ({ body }: RowExchange): unknown =>
  typeof body === 'string' && /^\s*[{[]/.test(body) ? (parseExactly(body) ?? body) : body;

const withoutBytes = (body: unknown): unknown => (body instanceof Uint8Array ? undefined : body);
