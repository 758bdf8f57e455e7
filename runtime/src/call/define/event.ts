import type * as z from 'zod';
import type { Principal } from '../../identity/principal.js';
import { StartError } from '../../utils/start-error.js';
import type { Access } from '../access.js';
import type { CallContext } from '../call-context.js';
import { entryMetadata } from '../lists/lists.js';
import { jsonSchema } from '../schema/zod-json-schema.js';
import type { Described, MaybePromise, ObjectSchema } from './definitions.js';
import type { WebhookDefinition } from './webhook.js';

/**
 * One occurrence of an event.
 * @beta
 */
export interface Occurrence<Data> {
  /** ID at the source, the same whenever the source reports this occurrence: it is delivered once. */
  id: string;
  /**
   * Whom it concerns: the value that `owner` of the event returns for these users. Never take it
   * from anything that a user can choose. Absent for events whose owner is `'anyone'`.
   */
  owner?: string;
  data: Data;
  /** Default: now. */
  at?: Date;
}

/**
 * Options of `event`.
 * @beta
 */
export interface EventDefinition<
  Input extends ObjectSchema,
  Payload extends ObjectSchema,
  Context extends CallContext = CallContext,
> extends Described {
  description: string;
  /** Arguments of a subscription, which select occurrences. */
  input: Input;
  payload: Payload;
  /** OAuth scopes that a subscriber's access token must have; without them, the event is hidden. */
  scopes?: readonly string[];
  /**
   * Who the caller is in the API, read with their credentials: a subscription gets the occurrences
   * of that owner only. It is asked again before each attempt to deliver; another answer, or a user
   * who is no longer signed in, ends the subscription. `'anyone'`: occurrences concern all users
   * alike.
   */
  owner: 'anyone' | ((args: z.output<Input>, context: Context) => MaybePromise<string>);
  /**
   * Returns whether the caller may still have it, asked before each attempt to deliver: `false`
   * ends the subscription. If it throws, the attempt waits.
   */
  access?(args: z.output<Input>, context: Context): MaybePromise<boolean>;
  /**
   * Returns whether a subscription selects an occurrence. Default: each argument equals the member
   * of the same name.
   */
  matches?(data: z.output<Payload>, args: z.output<Input>): boolean;
  /** Where the API itself reports occurrences. Events can share a `path`: each reads its own. */
  webhook?: WebhookDefinition<Occurrence<z.input<Payload>>>;
}

/** An event without type parameters. */
export interface Event extends Omit<
  EventDefinition<z.ZodType<Record<string, unknown>>, z.ZodType<Record<string, unknown>>>,
  never
> {
  /** The event in the form of `events/list`. */
  listed: Readonly<Record<string, unknown>>;
  isHiddenFrom?(principal: Principal): boolean;
  accessOf?(principal: Principal): Access;
}

/**
 * Reports occurrences of an event.
 * @beta
 */
export interface Emitter<Data> {
  readonly name: string;
  /**
   * Stores occurrences. When it resolves, they reach the subscribers even if this process ends; if
   * it throws, repeat it with the same ids.
   */
  emit(...occurrences: readonly Occurrence<Data>[]): Promise<void>;
}

/** @throws StartError if JSON Schema cannot express a schema, or a path is not one word */
export function defineEvent<
  Input extends ObjectSchema,
  Payload extends ObjectSchema,
  Context extends CallContext,
>(definition: EventDefinition<Input, Payload, Context>): Event {
  const event = definition as unknown as Omit<Event, 'listed'>;
  const { name, input, payload, webhook } = event;
  if (webhook && !/^[\w-]+$/.test(webhook.path))
    throw new StartError(
      `Event "${name}": "path" of its webhook must be one word of letters, digits, "-" and "_".`,
    );
  try {
    const listedEvent = {
      name,
      ...entryMetadata(event),
      delivery: ['webhook'],
      inputSchema: { ...jsonSchema(input, 'input'), type: 'object' },
      payloadSchema: jsonSchema(payload, 'output'),
    };
    return { ...event, listed: listedEvent };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new StartError(
      `Event "${name}": a schema cannot be expressed in JSON Schema (${reason}). Use types that JSON has.`,
      { cause },
    );
  }
}
