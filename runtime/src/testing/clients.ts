import type {
  ClientCapabilities,
  ElicitResult,
  JsonSchemaType,
  JsonSchemaValidator,
  jsonSchemaValidator,
} from '@modelcontextprotocol/client';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { AjvJsonSchemaValidator } from '@modelcontextprotocol/client/validators/ajv';
import type { TokenVerifier } from '../identity/principal.js';
import { localPrincipal } from '../identity/principal.js';
import type { Listener } from '../serving/http/listen.js';
import type { HttpOptions } from '../serving/http/options.js';
import { serveHttp } from '../serving/http/serve.js';
import { load } from './project.js';
import type { AskCase } from './fixture.js';

/** Versions of the protocol that clients use: 2026-07-28, and 2025-11-25 or older. */
export const eras = [
  { era: 'current', mode: 'auto' },
  { era: 'legacy', mode: 'legacy' },
] as const;

export type Mode = (typeof eras)[number]['mode'];

/** A real client of one version of the protocol. It checks results against the output schemas that it has listed. */
export const newClient = (mode: Mode, capabilities: ClientCapabilities = {}): Client =>
  new Client(
    { name: 'test', version: '1.0.0' },
    { versionNegotiation: { mode }, capabilities, jsonSchemaValidator: compiledOnce },
  );

const ajv = new AjvJsonSchemaValidator();
const compiled = new Map<string, JsonSchemaValidator<never>>();

/** Compiling takes longer than any test: clients share what they have compiled. */
const compiledOnce: jsonSchemaValidator = {
  getValidator(schema: JsonSchemaType) {
    const key = JSON.stringify(schema);
    const validator = compiled.get(key) ?? ajv.getValidator<never>(schema);
    compiled.set(key, validator);
    return validator;
  },
};

/** The server as it is deployed, on a free port; with `verifier` it asks for a token. */
export async function startServer(
  provider: string,
  verifier?: TokenVerifier,
  more: Partial<HttpOptions> = {},
): Promise<Listener> {
  const { mcpInstance, serverAuth } = await load(provider);
  const options: HttpOptions = {
    publicUrl: new URL('http://127.0.0.1'),
    allowedHosts: ['127.0.0.1'],
    localUser: localPrincipal(),
    requiredScopes: [],
    routes: serverAuth.createPages?.() ?? [],
    ...(verifier && { verifier }),
    ...more,
  };
  const servers = new Map([[provider, mcpInstance.createServer]]);
  return serveHttp(servers, options, { host: '127.0.0.1', port: 0 });
}

/** A client of an endpoint. */
export async function connect(
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

/** Who uses a client: answers the questions of tools, and remembers them. */
export interface Person {
  asked: string[];
  /** What this person enters, by question; else nothing. */
  answers: readonly AskCase[];
  action: ElicitResult['action'];
}

export const newPerson = (): Person => ({ asked: [], answers: [], action: 'accept' });

/** A client that shows forms to a person. */
export async function connectPerson(
  person: Person,
  url: string,
  mode: Mode,
  token?: string,
): Promise<Client> {
  const client = await connect(url, mode, token, { form: {} });
  client.setRequestHandler('elicitation/create', ({ params: { message } }): ElicitResult => {
    person.asked.push(message);
    const { action } = person;
    if (action !== 'accept') return { action };
    const { answer = {} } = person.answers.find((each) => each.message === message) ?? {};
    return { action, content: { ...answer } as ElicitResult['content'] & object };
  });
  return client;
}
