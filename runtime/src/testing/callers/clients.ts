import {
  Client,
  type ClientCapabilities,
  type ElicitResult,
  type JsonSchemaType,
  type JsonSchemaValidator,
  type jsonSchemaValidator,
  StreamableHTTPClientTransport,
} from '@modelcontextprotocol/client';
import { AjvJsonSchemaValidator } from '@modelcontextprotocol/client/validators/ajv';
import type { FakeApi } from '../fakes/api-server.js';

/** Versions of the protocol that clients use: 2026-07-28, and 2025-11-25 or older. */
export const eras = [
  { era: 'current', mode: 'auto' },
  { era: 'legacy', mode: 'legacy' },
] as const;

/** How a client negotiates the protocol version. */
export type Mode = (typeof eras)[number]['mode'];

/**
 * Creates a real client of one version of the protocol. It checks results against the output
 * schemas that it has listed.
 */
export const newClient = (mode: Mode, capabilities: ClientCapabilities = {}): Client =>
  new Client(
    { name: 'test', version: '1.0.0' },
    { versionNegotiation: { mode }, capabilities, jsonSchemaValidator: cachingValidator },
  );

const ajv = new AjvJsonSchemaValidator();
const validatorsBySchema = new Map<string, JsonSchemaValidator<never>>();

/** Compiling takes longer than any test: clients share what they have compiled. */
const cachingValidator: jsonSchemaValidator = {
  getValidator(schema: JsonSchemaType) {
    const key = JSON.stringify(schema);
    const validator = validatorsBySchema.get(key) ?? ajv.getValidator<never>(schema);
    validatorsBySchema.set(key, validator);
    return validator;
  },
};

/** Checks values against a schema of a list, as clients do. */
export const validatorOf = (schema: object): JsonSchemaValidator<unknown> =>
  cachingValidator.getValidator(schema);

/** Connects a client of an endpoint. */
export async function connectClient(
  url: string,
  mode: Mode,
  token?: string,
  elicitation?: ClientCapabilities['elicitation'],
): Promise<Client> {
  const client = newClient(mode, { ...(elicitation && { elicitation }) });
  const auth = token === undefined ? {} : { authProvider: { token: async () => token } };
  await client.connect(new StreamableHTTPClientTransport(new URL(url), auth));
  return client;
}

/** A question to the user. */
export interface AskCase {
  message: string;
  /** The values that the user enters into the form. */
  answer?: Readonly<Record<string, unknown>>;
}

/** Who uses a client: answers the questions of tools, and remembers them. */
export interface Person {
  asked: string[];
  /** The answers of this user by question; other questions stay unanswered. */
  answers: readonly AskCase[];
  action: ElicitResult['action'];
}

/** Creates a person who accepts each question. */
export const newPerson = (): Person => ({ asked: [], answers: [], action: 'accept' });

/** Connects a client that shows forms to its user. */
export async function connectPerson(
  person: Person,
  url: string,
  mode: Mode,
  token?: string,
): Promise<Client> {
  const client = await connectClient(url, mode, token, { form: {} });
  client.setRequestHandler('elicitation/create', ({ params: { message } }): ElicitResult => {
    person.asked.push(message);
    const { action } = person;
    if (action !== 'accept') return { action };
    const { answer = {} } = person.answers.find((answerRow) => answerRow.message === message) ?? {};
    return { action, content: { ...answer } as ElicitResult['content'] & object };
  });
  return client;
}

/** The fake API that the tests of a provider share, and clients of the server that sends requests to it. */
export interface Session {
  api: FakeApi;
  /** Clients of the local user, who is signed in, by version of the protocol. */
  clients: Record<Mode, Client>;
  /** Uses both clients. */
  person: Person;
}
