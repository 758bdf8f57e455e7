import type { ElicitResult, InputRequests } from '@modelcontextprotocol/client';
import type { Form } from '../call/elicitation/form.js';
import { CONFIRMATION_PREFIX } from '../call/elicitation/questions.js';

/** A page for the user, such as that of a sign-in. */
export interface PageLink {
  url: string;
  message: string;
}

/** A form with which a tool asks the user during its call (MCP `elicitation/create`). */
export interface OpenForm {
  id: string;
  tool: string;
  message: string;
  /** Flat JSON Schema of an object. */
  schema: Form;
}

/** The user's response to a form. */
export type FormResponse = Pick<ElicitResult, 'action' | 'content'>;

/** A call that continues after the user's response to its forms (MCP 2026-07-28, "Multi round-trip requests"). */
export interface OpenCall {
  id: string;
  /** Forms by the key of their request. */
  forms: Record<string, OpenForm>;
  /** Responses to requests that need no form, by the key of the request. */
  responses: Record<string, FormResponse>;
  /** `requestState` of the server, which encrypts it for this call of this user. */
  state?: string;
}

/** How the user is asked: forms end the turn, and the next turn has the responses. */
export interface Dialog {
  /** Shows the user a page to open. */
  show(page: PageLink): void;
  /** Responses by the ID of the form. */
  responses: Readonly<Record<string, FormResponse>>;
}

/**
 * Makes forms for the requests of a call. Pages are shown at once. The user's decision about an
 * approved call answers only its confirmation, not other questions, such as those of a server that
 * the call reaches.
 */
export function formsFor(
  { id, tool, isApproved }: { id: string; tool: string; isApproved: boolean },
  requests: InputRequests,
  { show }: Dialog,
): Pick<OpenCall, 'forms' | 'responses'> {
  const forms: OpenCall['forms'] = {};
  const responses: OpenCall['responses'] = {};
  for (const [key, { method, params }] of Object.entries(requests)) {
    if (method !== 'elicitation/create') continue; // the agent declares no other capability
    const { message } = params;
    if (params.mode === 'url') {
      show({ url: params.url, message });
      responses[key] = { action: 'cancel' };
      continue;
    }
    const schema = params.requestedSchema as unknown as Form; // made by a provider
    if (isApproved && key.startsWith(CONFIRMATION_PREFIX))
      responses[key] = { action: 'accept', content: {} };
    else forms[key] = { id: `${id}.${key}`, tool, message, schema };
  }
  return { forms, responses };
}

/** Returns the parameters that continue an open call. A form without a response is cancelled. */
export function resumeCall(
  { forms, responses: knownResponses, state }: OpenCall,
  { responses }: Dialog,
) {
  const formResponses = Object.entries(forms).map(([key, { id }]): [string, FormResponse] => [
    key,
    (Object.hasOwn(responses, id) ? responses[id] : undefined) ?? { action: 'cancel' },
  ]);
  return requestWith({ ...knownResponses, ...Object.fromEntries(formResponses) }, state);
}

/** Returns the parameters of the next round of a call. */
export const requestWith = (inputResponses: OpenCall['responses'], state: string | undefined) => ({
  inputResponses,
  ...(state !== undefined && { requestState: state }),
});
