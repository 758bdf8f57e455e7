import * as z from 'zod';
import { isJsonType } from '../http/json-type.js';

const Conversation = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_-]{0,63}$/, 'must be lower-case letters, digits, "-" and "_"')
  .default('default');

/** MCP `ElicitResult`. */
const FormResponse = z.union([
  z.strictObject({
    action: z.literal('accept'),
    content: z.record(
      z.string(),
      z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]),
    ),
  }),
  z.strictObject({ action: z.enum(['decline', 'cancel']) }),
]);

/** The user is not in here: a body with other keys is refused. */
const Post = z
  .strictObject({
    message: z.string().trim().min(1).optional(),
    conversation: Conversation,
    /** Of the calls in an `approval` event, by id. */
    decisions: z.record(z.string(), z.enum(['yes', 'no'])).optional(),
    /** Of `form` events, by ID. */
    forms: z.record(z.string(), FormResponse).optional(),
  })
  .refine(
    ({ message, decisions, forms }) =>
      [message, decisions, forms].filter((each) => each !== undefined).length === 1,
    'exactly one of "message", "decisions" and "forms" is required',
  );
const Delete = z.strictObject({ conversation: Conversation });

export type Post = z.output<typeof Post>;

/** The body of a request, or the response to an invalid one. */
export async function postOf(request: Request, messageChars: number): Promise<Post | Response> {
  const post = await bodyOf(request, Post);
  if (post instanceof Response || (post.message ?? '').length <= messageChars) return post;
  return refusal(413, `The message is longer than ${messageChars} characters.`);
}

export const deleteOf = (request: Request) => bodyOf(request, Delete);

async function bodyOf<T>(request: Request, schema: z.ZodType<T>): Promise<T | Response> {
  if (!isJsonType(request.headers.get('content-type')))
    return refusal(415, 'Content-Type must be application/json.');
  const value: unknown = await request.json().catch(() => undefined);
  if (value === undefined) return refusal(400, 'The body is not JSON.');
  const { success, data, error } = schema.safeParse(value);
  if (success) return data;
  const problems = error.issues.map(({ path, message }) => [...path, message].join(': '));
  return refusal(400, `Invalid body: ${problems.join('; ')}.`);
}

export const refusal = (
  status: number,
  error: string,
  headers: Record<string, string> = {},
): Response => Response.json({ error }, { status, headers });
