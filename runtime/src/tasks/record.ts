import * as z from 'zod';
import type { Question } from '../call/elicitation/questions.js';
import { RoundState } from '../call/elicitation/rounds.js';
import { PrincipalRecord } from '../credentials/principal-record.js';

/** A finished task is kept at least this long. */
export const KEPT_MS = 600_000;

const Status = z.enum(['working', 'input_required', 'completed', 'failed', 'cancelled']);

/** One task as it is stored, encrypted. */
export const TaskRecord = z.object({
  id: z.string(),
  /** The caller, with everything that decides on access. */
  principal: PrincipalRecord,
  tool: z.string(),
  args: z.unknown(),
  /** The question types of the client that began it. */
  can: z.object({ form: z.boolean(), url: z.boolean() }),
  createdAt: z.number(),
  updatedAt: z.number(),
  /** A task that has not ended by then has failed. */
  endsAt: z.number(),
  status: Status,
  message: z.string().optional(),
  /** Present while it runs, and after its process was lost. */
  runId: z.string().optional(),
  /** The user has cancelled it; the run that is in progress ends it. */
  isCancelled: z.boolean().optional(),
  /** Number of questions so far: a client must never see two with the same key (SEP-2663). */
  asked: z.number(),
  /** Open questions by their key for the client, with the key in `memory`. */
  open: z.record(z.string(), z.object({ key: z.string(), question: z.custom<Question>() })),
  /** Responses to questions by the key in `memory`, for the next run. */
  responses: z.record(z.string(), z.unknown()),
  /** Answers, and results of `once`. */
  memory: RoundState.optional(),
  result: z.record(z.string(), z.unknown()).optional(),
  error: z
    .object({ code: z.number(), message: z.string(), data: z.unknown().optional() })
    .optional(),
});
export type TaskRecord = z.output<typeof TaskRecord>;

/** Returns whether a task has ended, so that its state stays. */
export const isFinished = ({ status }: Pick<TaskRecord, 'status'>): boolean =>
  status !== 'working' && status !== 'input_required';

const INTERNAL_ERROR = -32603;

/** Returns the state of a task that has failed, with the error of JSON-RPC that its client gets. */
export const failedState = (message: string, code = INTERNAL_ERROR, data?: unknown) => ({
  status: 'failed' as const,
  runId: undefined,
  message,
  error: { code, message, ...(data !== undefined && { data }) },
});

/** Returns the state of a task now: one that has not ended in time has failed, in whatever state it was. */
export const currentState = (record: TaskRecord): TaskRecord =>
  isFinished(record) || record.endsAt > Date.now()
    ? record
    : {
        ...record,
        ...failedState('The task did not end in time.'),
        updatedAt: record.endsAt,
        open: {},
      };

/** Returns the time after which a client cannot read a task. */
export const readableUntil = ({ endsAt }: Pick<TaskRecord, 'endsAt'>): number => endsAt + KEPT_MS;
