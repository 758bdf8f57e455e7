import type * as z from 'zod';
import { isSafeUrl } from '../../utils/addresses.js';
import { withoutInvisible } from '../../utils/invisible.js';
import type { CallContext } from '../call-context.js';
import { ToolError } from '../result/tool-error.js';
import { boundedParse } from '../schema/bounded-parse.js';
import { type Form, formOf } from './form.js';

/** The user declined or closed a question. If no code catches it, the call ends with its message. */
export class RefusedError extends ToolError {
  override name = 'RefusedError';

  constructor(readonly action: 'decline' | 'cancel') {
    super(
      action === 'decline' ? 'The person declined.' : 'The person closed the question unanswered.',
    );
  }
}

/** One question to the user of the client (MCP `elicitation/create`). */
export type Question = { message: string } & (
  | {
      form: Form;
      /** Whether the project confirms what the caller has requested; never set for a question of another server. */
      isConfirmation?: true;
    }
  | { url: string }
);

/** Prefix of the keys of confirmation requests. */
export const CONFIRMATION_PREFIX = 'confirmation_';

/** Parses a response of the client; undefined if it is invalid. */
export type Parse<T> = (content: unknown) => T | undefined;

/** Asks the questions of one call, in one session or over several requests. */
export interface Questions {
  readonly can: { readonly form: boolean; readonly url: boolean };
  /** Aborted when the client cancels the call during a question, after this run of the call has ended. */
  readonly cancelled?: AbortSignal | undefined;
  /** Whether `once` has run a task in an earlier request of the call. */
  readonly hasBegun?: boolean;
  /**
   * Asks a question.
   * @param isVolunteered whether a response counts that arrives before the question
   * @throws RefusedError if the user declines
   */
  put<T>(question: Question, parse: Parse<T>, isVolunteered: boolean): Promise<T>;
  once<T>(key: string, task: () => Promise<T>): Promise<T>;
}

/** Returns whether the client can show a form to the user. */
export const canAsk = ({ questions }: CallContext): boolean => questions?.can.form === true;

/**
 * Shows a form to the user of the client and returns the entered values. A form has fields of text,
 * numbers, booleans and choices (MCP, "Elicitation").
 *
 * Over HTTP, the client repeats the call with the response, so the code runs again from its start:
 * everything before a question must be repeatable or run in `once`.
 * @throws RefusedError if the user declines
 * @throws ToolError if the client cannot ask
 * @example const { team } = await ask(context, 'Which team?', z.object({ team: z.enum(['red', 'blue']) }));
 */
export async function ask<Schema extends z.ZodObject>(
  context: CallContext,
  message: string,
  schema: Schema,
): Promise<z.output<Schema>> {
  const parse: Parse<z.output<Schema>> = (content) => boundedParse(schema, content).data;
  return questionsOf(context, 'form').put({ message, form: formOf(schema) }, parse, true);
}

/**
 * Asks the user to open a page, for data that must not pass through the client, such as a payment.
 * Resolves when the user agrees; the page must report what they do there.
 * @throws RefusedError if the user declines
 * @throws ToolError if the client cannot open pages, or the URL is not https (http only for
 * loopback addresses)
 */
export async function openUrl(context: CallContext, url: string, message: string): Promise<void> {
  await questionsOf(context, 'url').put(pageAt(url, message), acceptAnything, false);
}

/**
 * Returns a page for the user. The URL may come from another server, and clients open it, so it
 * must not be a script or a file.
 * @throws ToolError if it is not an https URL
 */
export function pageAt(url: string, message: string): Question {
  if (isSafeUrl(url)) return { message, url };
  throw new ToolError('The page that the user should open has no https URL.');
}

/**
 * Asks the user to confirm. Only a response to this question of this call counts.
 * @throws RefusedError if the user declines
 * @throws ToolError if the client cannot ask
 */
export async function confirm(context: CallContext, message: string): Promise<void> {
  const form: Form = { type: 'object', properties: {} };
  // Shows invisible characters: the message contains arguments from a model, which could hide what
  // the user agrees to.
  const question = { message: withoutInvisible(message), form, isConfirmation: true } as const;
  await questionsOf(context, 'form').put(question, acceptAnything, false);
}

/**
 * Runs `task` only once, although a call with questions runs again after each of them. Its result
 * must be JSON.
 * @example const draft = await once(context, 'draft', () => createDraft(args, context));
 */
export const once = <T>(
  { questions }: CallContext,
  key: string,
  task: () => Promise<T>,
): Promise<T> => (questions ? questions.once(key, task) : task());

function questionsOf({ questions }: CallContext, mode: 'form' | 'url'): Questions {
  if (questions?.can[mode]) return questions;
  throw new ToolError(
    mode === 'form'
      ? 'This call has to ask the user a question, and this client cannot ask. Use a client that supports elicitation.'
      : 'This call has to open a page for the user, and this client cannot open one. Use a client that supports elicitation with URLs.',
  );
}

const acceptAnything: Parse<true> = () => true;
