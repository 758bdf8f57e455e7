import type * as z from 'zod';
import { isSafeUrl } from '../../utils/addresses.js';
import { visible } from '../../utils/invisible.js';
import { boundedParse } from '../bounded-parse.js';
import type { CallContext } from '../call-context.js';
import { ToolError } from '../tool-error.js';
import { type Form, formOf } from './form.js';

/** The person said no, or closed the question. Where no code catches it, the call ends with this text. */
export class RefusedError extends ToolError {
  override name = 'RefusedError';

  constructor(readonly action: 'decline' | 'cancel') {
    super(
      action === 'decline' ? 'The person declined.' : 'The person closed the question unanswered.',
    );
  }
}

/** One question to the person who uses the client (MCP `elicitation/create`). */
export type Question = { message: string } & (
  | {
      form: Form;
      /** Whether the project asks to go on with what the caller has asked for; never a question of another server. */
      isConfirmation?: true;
    }
  | { url: string }
);

/** Begins the keys of requests that are confirmations. */
export const CONFIRMATION = 'confirmation_';

/** Checks what the client sends back; undefined where it does not fit. */
export type Parse<T> = (content: unknown) => T | undefined;

/** How one call puts questions: in one session, or over several requests. */
export interface Questions {
  readonly can: { readonly form: boolean; readonly url: boolean };
  /** Aborted where the client cancels the call while a person is asked, after this run of it has ended. */
  readonly cancelled?: AbortSignal | undefined;
  /** Whether `once` has run something in an earlier request of the call. */
  readonly hasBegun?: boolean;
  /**
   * @param isVolunteered whether a response counts that comes before this call has put the question
   * @throws RefusedError where the person says no
   */
  put<T>(question: Question, parse: Parse<T>, isVolunteered: boolean): Promise<T>;
  once<T>(key: string, task: () => Promise<T>): Promise<T>;
}

/** Whether the client can show a form to the person. */
export const canAsk = ({ questions }: CallContext): boolean => questions?.can.form === true;

/**
 * Puts a form to the person who uses the client, and returns what they enter. A form has fields of text, numbers, booleans
 * and choices (MCP, "Elicitation").
 *
 * Over HTTP the client calls the tool again with the response, so that the call runs again from its start: what comes
 * before a question must be repeatable, or be done with `once`.
 * @throws RefusedError where the person says no
 * @throws ToolError where the client cannot ask
 * @example const { team } = await ask(context, 'Which team?', z.object({ team: z.enum(['red', 'blue']) }));
 */
export async function ask<Schema extends z.ZodObject>(
  context: CallContext,
  message: string,
  schema: Schema,
): Promise<z.output<Schema>> {
  const parse: Parse<z.output<Schema>> = (content) => boundedParse(schema, content).data;
  return able(context, 'form').put({ message, form: formOf(schema) }, parse, true);
}

/**
 * Sends the person to a page, for what must not pass through the client, such as a payment. Resolves when they agree to
 * open it; what they do there is for that page to report.
 * @throws RefusedError where the person says no
 * @throws ToolError where the client cannot open pages, or the URL is not https (http only for loopback addresses)
 */
export async function openUrl(context: CallContext, url: string, message: string): Promise<void> {
  await able(context, 'url').put(pageAt(url, message), anything, false);
}

/**
 * A page for the person. Others choose the URL, and clients open it: a script or a file is no page.
 * @throws ToolError
 */
export function pageAt(url: string, message: string): Question {
  if (isSafeUrl(url)) return { message, url };
  throw new ToolError('The page that the user should open has no https URL.');
}

/**
 * Asks whether to go on. Only an answer to this question of this call counts.
 * @throws RefusedError where the person says no
 * @throws ToolError where the client cannot ask
 */
export async function confirm(context: CallContext, message: string): Promise<void> {
  const form: Form = { type: 'object', properties: {} };
  // Arguments in it come from a model, and what hides in them would have the person agree to something else.
  const question = { message: visible(message), form, isConfirmation: true } as const;
  await able(context, 'form').put(question, anything, false);
}

/**
 * Runs `task` once in a call that asks, although such a call runs again after each question. Its result must be JSON.
 * @example const draft = await once(context, 'draft', () => createDraft(args, context));
 */
export const once = <T>(
  { questions }: CallContext,
  key: string,
  task: () => Promise<T>,
): Promise<T> => (questions ? questions.once(key, task) : task());

function able({ questions }: CallContext, mode: 'form' | 'url'): Questions {
  if (questions?.can[mode]) return questions;
  throw new ToolError(
    mode === 'form'
      ? 'This call has to ask the user a question, and this client cannot ask. Use a client that supports elicitation.'
      : 'This call has to open a page for the user, and this client cannot open one. Use a client that supports elicitation with URLs.',
  );
}

const anything: Parse<true> = () => true;
