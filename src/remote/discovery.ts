import type { Prompt, Resource, ResourceTemplateType, Tool } from '@modelcontextprotocol/client';
import type { Identification } from '../../runtime/src/remote/authorization.js';
import type { InvalidEntry } from '../../runtime/src/remote/tool-list.js';
import { oneLine } from '../model/text/table.js';

/** The offer of an MCP server. */
export interface Discovery {
  transport: 'http' | 'stdio';
  /** Facts about the server; null if nothing is known before sign-in. */
  server: ServerFacts | null;
  signIn: SignInFacts | null;
  tools: Tool[];
  /** Definitions in any list that do not conform to MCP, so that clients cannot use them. */
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
  /** Protocol version of this connection. */
  protocolVersion: string;
  /** All protocol versions that the server supports, if it states them. */
  protocolVersions: string[];
  isLegacy: boolean;
  /** Names of its capabilities. */
  capabilities: string[];
}

/** Requirements of a server that rejects callers without credentials. */
export interface SignInFacts {
  /** `oauth`: with an authorization server; `token`: a token or key whose origin the server does not state. */
  method: 'oauth' | 'token';
  /** The challenge (`WWW-Authenticate`), if there is one. */
  challenge?: string;
  resource?: string;
  issuer?: string;
  scopes?: string[];
  identification?: Identification[];
  /** The reason why the metadata cannot be used. */
  problem?: string;
}

/** Characters per token of mixed English and JSON; tokenizers differ by a fifth in both directions. */
const CHARACTERS_PER_TOKEN = 4;

/** Returns the tokens of a tool's definition, which a model gets with every request. */
export const definitionTokens = ({
  name,
  description,
  inputSchema,
}: Pick<Tool, 'name' | 'description'> & { inputSchema: object }): number =>
  Math.ceil(
    JSON.stringify({ name, description, input_schema: inputSchema }).length / CHARACTERS_PER_TOKEN,
  );

const ENTRIES = {
  tools: 'Tool',
  resources: 'Resource',
  resourceTemplates: 'Resource template',
  prompts: 'Prompt',
} as const;

export const invalidText = ({ list, name, message, isUsed }: InvalidEntry): string =>
  `${ENTRIES[list]} "${oneLine(name)}" is not valid${isUsed ? ' and is used without its output schema' : ''}: ${oneLine(message)}`;
