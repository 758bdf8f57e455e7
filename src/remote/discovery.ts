import type { Prompt, Resource, ResourceTemplateType, Tool } from '@modelcontextprotocol/client';
import type { Identification } from '../../runtime/src/remote/authorization.js';
import type { InvalidEntry } from '../../runtime/src/remote/tool-list.js';
import { oneLine } from '../model/table.js';

/** What an MCP server offers. */
export interface Discovery {
  transport: 'http' | 'stdio';
  /** Null: nothing is known before sign-in. */
  server: ServerFacts | null;
  signIn: SignInFacts | null;
  tools: Tool[];
  /** What does not conform to MCP, in any of the lists: clients cannot use it. */
  invalid: InvalidEntry[];
  resources: Resource[];
  resourceTemplates: ResourceTemplateType[];
  prompts: Prompt[];
  /** Lists that the server did not return. */
  failures: { list: string; message: string }[];
}

export interface ServerFacts {
  name: string;
  title?: string;
  version: string;
  instructions?: string;
  /** Used here. */
  protocolVersion: string;
  /** All that the server supports, where it says so. */
  protocolVersions: string[];
  isLegacy: boolean;
  /** Names of its capabilities. */
  capabilities: string[];
}

/** Requirements of a server that refuses callers without credentials. */
export interface SignInFacts {
  /** `oauth`: with an authorization server; `token`: a token or key whose origin the server does not state. */
  method: 'oauth' | 'token';
  /** The challenge (`WWW-Authenticate`), if there is one. */
  challenge?: string;
  resource?: string;
  issuer?: string;
  scopes?: string[];
  identification?: Identification[];
  /** Why the metadata cannot be used. */
  problem?: string;
}

/** Of English and JSON together; tokenizers differ by a fifth in both directions. */
const CHARACTERS_A_TOKEN = 4;

/** Tokens of what a model is shown of a tool with every request. */
export const tokensOf = ({
  name,
  description,
  inputSchema,
}: Pick<Tool, 'name' | 'description'> & { inputSchema: object }): number =>
  Math.ceil(
    JSON.stringify({ name, description, input_schema: inputSchema }).length / CHARACTERS_A_TOKEN,
  );

const ENTRIES = {
  tools: 'Tool',
  resources: 'Resource',
  resourceTemplates: 'Resource template',
  prompts: 'Prompt',
} as const;

export const invalidText = ({ list, name, message, isUsed }: InvalidEntry): string =>
  `${ENTRIES[list]} "${oneLine(name)}" is not valid${isUsed ? ' and is used without its output schema' : ''}: ${oneLine(message)}`;
