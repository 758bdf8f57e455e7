import type { HttpMethod } from './http.js';
import { wordsOfName } from './names.js';
import { singular } from './singular.js';
import type { ToolAnnotations } from './spec.js';

/**
 * MCP annotations of an HTTP method (RFC 9110 section 9.2). Clients assume that tools without
 * annotations are destructive; POST and PATCH state it, so that a person decides.
 */
const OF_METHOD: Readonly<Record<HttpMethod, ToolAnnotations>> = {
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
const READING_CALL = /[^/][.:](?:get|info|list)$/i;

/** Names of tools that change nothing that exists; "create_or_update_file" does. */
const ADDS = /^(?:add|create)(?:_(?!or_)|$)/;

/**
 * Words of what cannot be taken back, although it only adds something: money that moves, and texts that reach people. They
 * are those of the create requests of Stripe (charges, refunds, transfers, payouts), Adyen (payments), Twilio and Slack
 * (send, publish), OneSignal (notifications) and Zendesk (replies).
 */
const CANNOT_BE_TAKEN_BACK = new Set(
  'pay payment charge refund transfer payout send publish notify notification reply'.split(' '),
);

/** Whether the name of a tool begins or ends with one of these words, or the last part of its path that is no parameter ends with one. */
function cannotBeTakenBack(path: string, name: string): boolean {
  const part = path.split(/[/:]/).findLast((each) => each !== '' && !each.includes('{')) ?? '';
  const words = wordsOfName(name);
  return [words[0], words.at(-1), wordsOfName(part).at(-1)].some((word) =>
    CANNOT_BE_TAKEN_BACK.has(singular(word ?? '')),
  );
}

/**
 * @param name of the tool: a POST whose name begins with "add" or "create" changes nothing that exists
 * @param creates whether a POST is known to create something
 */
export function requestHints(
  method: HttpMethod,
  path: string,
  name: string,
  creates = false,
): ToolAnnotations {
  if (method !== 'POST') return OF_METHOD[method];
  if (SEARCH.test(path) || READING_CALL.test(path)) return { readOnlyHint: true };
  const isAddition = (creates || ADDS.test(name)) && !cannotBeTakenBack(path, name);
  return isAddition ? { destructiveHint: false } : OF_METHOD.POST;
}
