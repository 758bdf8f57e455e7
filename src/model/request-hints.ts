import type { HttpMethod } from './http.js';
import { wordsOfName } from './names.js';
import type { ToolAnnotations } from './spec.js';
import { singular } from './text/singular.js';
import { isVerb } from './tool-words.js';

/**
 * MCP annotations of an HTTP method (RFC 9110 section 9.2). Clients assume that tools without
 * annotations are destructive; POST and PATCH state it, so that the user decides.
 */
const ANNOTATIONS_BY_METHOD: Readonly<Record<HttpMethod, ToolAnnotations>> = {
  GET: { readOnlyHint: true },
  HEAD: { readOnlyHint: true },
  QUERY: { readOnlyHint: true },
  POST: { destructiveHint: true },
  PUT: { destructiveHint: true, idempotentHint: true },
  PATCH: { destructiveHint: true },
  DELETE: { destructiveHint: true, idempotentHint: true },
};

/**
 * Ends of paths of POST requests that only read. "query" is not among them because it also runs
 * statements, nor "read" because it marks as read.
 */
const SEARCH = /[/.:](?:search|find|lookup|count)\/?$/i;

/** Ends of paths of remote procedure calls that only read: `POST /documents.list`. */
const READING_PATH = /[^/][.:](?:get|info|list)$/i;

/** Names of tools that change nothing that exists; "create_or_update_file" does. */
const ADDING_NAME = /^(?:add|append|attach|create)(?:_(?!or_)|$)/;

/** Names of tools whose PUT without a body only adds an entry to a list, which a DELETE removes. */
const ENTRY_ADDING_NAME = /^(?:add|attach|follow|like|pin|star|subscribe|watch)(?:_(?!or_)|$)/;

/** Verbs of requests that create what they respond with, among those that change what exists. */
const CREATING_VERBS = new Set(
  'add attach clone convert copy create duplicate fork generate import install invite schedule share sign start submit test upload'.split(
    ' ',
  ),
);

/** Verbs of POST requests that change nothing that exists: the response is what they compute. */
const COMPUTING_VERB = /^(?:calculate|estimate|preview|validate)(?:_|$)/;

/**
 * Returns whether a name or the end of a path has a verb of changes, such as "cancel" or "merge":
 * some frameworks respond to every POST with 201.
 */
const changes = (path: string, name: string): boolean =>
  [wordsOfName(name)[0] ?? '', lastPart(path)].some(
    (word) => !CREATING_VERBS.has(word) && (isVerb(word) || word === 'set'),
  );

/**
 * Words of what cannot be taken back, although it only adds something: money that moves, and texts that reach people. They
 * are those of the create requests of Stripe (charges, refunds, transfers, payouts), Adyen (payments), Twilio and Slack
 * (send, publish), OneSignal (notifications) and Zendesk (replies).
 */
const IRREVERSIBLE_WORDS = new Set(
  'pay payment charge refund transfer payout send publish notify notification reply'.split(' '),
);

/**
 * Returns whether the name of a tool begins or ends with one of these words, or the last part of
 * its path that is no parameter ends with one.
 */
function cannotBeTakenBack(path: string, name: string): boolean {
  const words = wordsOfName(name);
  return [words[0], words.at(-1), wordsOfName(lastPart(path)).at(-1)].some((word) =>
    IRREVERSIBLE_WORDS.has(singular(word ?? '')),
  );
}

/** Returns the last part of a path that is no parameter. */
const lastPart = (path: string): string =>
  path.split(/[/:]/).findLast((segment) => segment !== '' && !segment.includes('{')) ?? '';

/**
 * @param name of the tool: a POST whose name begins with "add" or "create" changes nothing that exists
 * @param creates whether a POST is known to create something
 * @param hasBody whether the request has a body
 */
export function requestHints(
  method: HttpMethod,
  path: string,
  name: string,
  { creates = false, hasBody = true }: { creates?: boolean; hasBody?: boolean } = {},
): ToolAnnotations {
  if (method === 'PUT' && !hasBody && ENTRY_ADDING_NAME.test(name))
    return { ...ANNOTATIONS_BY_METHOD.PUT, destructiveHint: false };
  if (method !== 'POST') return ANNOTATIONS_BY_METHOD[method];
  if (SEARCH.test(path) || READING_PATH.test(path)) return { readOnlyHint: true };
  const adds =
    ADDING_NAME.test(name) || COMPUTING_VERB.test(name) || (creates && !changes(path, name));
  const isAddition = adds && !cannotBeTakenBack(path, name);
  return isAddition ? { destructiveHint: false } : ANNOTATIONS_BY_METHOD.POST;
}
