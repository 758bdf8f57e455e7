import type { ElicitResult, InputRequests } from '@modelcontextprotocol/client';
import type { Form } from '../call/elicitation/form.js';
import { CONFIRMATION } from '../call/elicitation/questions.js';

/** A page for the user, such as that of a sign-in. */
export interface Page {
  url: string;
  message: string;
}

/** What a tool asks the user in the middle of its call (MCP `elicitation/create`). */
export interface OpenForm {
  id: string;
  tool: string;
  message: string;
  /** JSON Schema of an object without nesting. */
  schema: Form;
}

/** What the user responded to a form. */
export type FormResponse = Pick<ElicitResult, 'action' | 'content'>;

/** A call that goes on once the user has responded to its forms (MCP 2026-07-28, "Multi round-trip requests"). */
export interface OpenCall {
  /** ID of the call. */
  id: string;
  /** By the key of the request. */
  forms: Record<string, OpenForm>;
  /** Responses to requests that no form is for. */
  given: Record<string, FormResponse>;
  /** `requestState`, which the server has encrypted for this call of this user. */
  state?: string;
}

/** How the user is asked: forms end the turn, and the next one has the responses. */
export interface Asking {
  /** Shows the user a page to open. */
  show(page: Page): void;
  /** By the ID of the form. */
  responses: Readonly<Record<string, FormResponse>>;
}

/**
 * Forms for the requests of a call. Pages are shown at once. The decision about an approved call is its confirmation, and no
 * answer to anything else, such as a question of a server that the call reaches.
 */
export function formsFor(
  { id, tool, isApproved }: { id: string; tool: string; isApproved: boolean },
  requests: InputRequests,
  { show }: Asking,
): Pick<OpenCall, 'forms' | 'given'> {
  const forms: OpenCall['forms'] = {};
  const given: OpenCall['given'] = {};
  for (const [key, { method, params }] of Object.entries(requests)) {
    if (method !== 'elicitation/create') continue; // the agent declares no other capability
    const { message } = params;
    if (params.mode === 'url') {
      show({ url: params.url, message });
      given[key] = { action: 'cancel' };
      continue;
    }
    const schema = params.requestedSchema as unknown as Form; // as a provider has made it
    if (isApproved && key.startsWith(CONFIRMATION)) given[key] = { action: 'accept', content: {} };
    else forms[key] = { id: `${id}.${key}`, tool, message, schema };
  }
  return { forms, given };
}

/** What an open call is made with again. A form without a response is cancelled. */
export function resumeCall({ forms, given, state }: OpenCall, { responses }: Asking) {
  const entered = Object.entries(forms).map(([key, { id }]): [string, FormResponse] => [
    key,
    (Object.hasOwn(responses, id) ? responses[id] : undefined) ?? { action: 'cancel' },
  ]);
  return requestWith({ ...given, ...Object.fromEntries(entered) }, state);
}

/** Parameters of the next round of a call. */
export const requestWith = (inputResponses: OpenCall['given'], state: string | undefined) => ({
  inputResponses,
  ...(state !== undefined && { requestState: state }),
});
