import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ModelSettings } from '../../src/agent/model.js';

type Json = Record<string, unknown>;

interface Written extends Json {
  role: string;
  content?: unknown;
  tool_calls?: { id: string; function: { name: string; arguments: string } }[];
  tool_call_id?: string;
  reasoning_content?: string;
}

/** A request as a fake service reads it. */
interface Body extends Json {
  messages: Written[];
  tools?: {
    name?: string;
    description?: string;
    input_schema?: Json;
    function?: { name: string; description: string; parameters: Json };
  }[];
}

/** A service that refuses what the real one refuses, in its words. */
export interface Dialect {
  name: string;
  api: ModelSettings['api'];
  url: string;
  refusalOf(body: Body): string | undefined;
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** All schemas within one, where schemas can be. */
function* within(schema: unknown): Generator<Json> {
  if (!isObject(schema)) return;
  yield schema;
  const { properties, items, anyOf, oneOf, allOf, additionalProperties } = schema;
  for (const inner of Object.values(isObject(properties) ? properties : {})) yield* within(inner);
  for (const list of [anyOf, oneOf, allOf])
    for (const inner of Array.isArray(list) ? list : []) yield* within(inner);
  yield* within(items);
  yield* within(additionalProperties);
}

const functionsOf = ({ tools = [] }: Body) =>
  tools.flatMap(({ function: one }) => (one ? [one] : []));
const COMBINATORS = ['oneOf', 'anyOf', 'allOf', 'enum', 'not'];

function openAiRefusal(body: Body): string | undefined {
  const functions = functionsOf(body);
  if (functions.length > 128)
    return `Invalid 'tools': array too long. Expected an array with maximum length 128, but got ${functions.length}.`;
  for (const { name, description, parameters } of functions) {
    if (!/^[\w-]{1,64}$/.test(name))
      return `Invalid 'tools[0].function.name': string does not match pattern.`;
    if (description.length > 1024)
      return `Invalid function.description: string too long, maximum length 1024.`;
    if (parameters.type !== 'object' || COMBINATORS.some((key) => key in parameters))
      return `Invalid schema for function: schema must have type 'object' and not have 'oneOf'/'anyOf' at the top level.`;
    for (const schema of within(parameters))
      if ([schema.type].flat().includes('array') && !isObject(schema.items))
        return 'array schema missing items.';
  }
  return pairsRefusal(body);
}

/** Each call has one result right behind it. */
function pairsRefusal({ messages }: Body): string | undefined {
  let open: string[] = [];
  for (const { role, content, tool_calls: calls = [], tool_call_id: id } of messages) {
    if (role === 'tool') {
      if (id === undefined || !open.includes(id))
        return "messages with role 'tool' must be a response to a preceding message with 'tool_calls'.";
      if (typeof content !== 'string')
        return 'Image URLs are only allowed for messages with role user.';
      open = open.filter((one) => one !== id);
      continue;
    }
    if (open.length > 0)
      return "An assistant message with 'tool_calls' must be followed by tool messages.";
    if (content === null && calls.length === 0)
      return 'Invalid value for content: expected a string, got null.';
    open = calls.map((call) => call.id);
  }
  return open.length > 0
    ? "An assistant message with 'tool_calls' must be followed by tool messages."
    : undefined;
}

function rolesRefusal({ messages }: Body): string | undefined {
  const roles = messages.map(({ role }) => role).filter((role) => role !== 'system');
  if (roles[0] !== 'user')
    return 'Conversation roles must alternate user/assistant/user/assistant/...';
  for (const [index, role] of roles.entries()) {
    const before = roles[index - 1];
    if (role !== 'tool' && role === before)
      return 'Conversation roles must alternate user/assistant/user/assistant/...';
    if (role === 'user' && before === 'tool') return "Unexpected role 'user' after role 'tool'";
  }
  return undefined;
}

const GEMINI = new Set([
  'type',
  'description',
  'properties',
  'required',
  'items',
  'enum',
  'anyOf',
  'minimum',
  'maximum',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
]);

function geminiRefusal(body: Body): string | undefined {
  for (const { parameters } of functionsOf(body))
    for (const schema of within(parameters)) {
      const unknown = Object.keys(schema).find((key) => !GEMINI.has(key));
      if (unknown !== undefined)
        return `Invalid JSON payload received. Unknown name "${unknown}": Cannot find field.`;
      if (typeof schema.type !== 'string' && !schema.anyOf) return 'type: must be specified';
      if (schema.type === 'array' && !isObject(schema.items)) return 'items: missing field.';
      if (
        schema.type === 'object' &&
        schema !== parameters &&
        schema.properties &&
        Object.keys(schema.properties).length === 0
      )
        return 'properties: should be non-empty for OBJECT type';
      const {
        enum: values = [],
        required = [],
        properties = {},
      } = schema as { enum?: unknown[]; required?: string[]; properties?: Json };
      if (values.some((value) => typeof value !== 'string' || value === ''))
        return 'enum: only allowed for STRING type, and cannot be empty';
      if (required.some((name) => !Object.hasOwn(properties, name)))
        return 'required: property is not defined';
      if (Object.keys(properties).some((name) => !/^[A-Za-z_][\w-]{0,63}$/.test(name)))
        return 'properties: invalid name';
    }
  for (const { tool_calls: [first] = [] } of body.messages)
    if (first && !('extra_content' in first))
      return 'Function call is missing a thought_signature in functionCall parts.';
  return pairsRefusal(body);
}

const MISTRAL = new Set(['model', 'messages', 'tools', 'tool_choice', 'max_tokens', 'stream']);

function mistralRefusal(body: Body): string | undefined {
  const extra = Object.keys(body).find((key) => !MISTRAL.has(key));
  if (extra !== undefined) return `Extra inputs are not permitted: ${extra}`;
  for (const { tool_calls: calls = [] } of body.messages)
    for (const { id } of calls)
      if (!/^[A-Za-z0-9]{9}$/.test(id))
        return `Tool call id was ${id} but must be a-z, A-Z, 0-9, with a length of 9.`;
  return rolesRefusal(body) ?? pairsRefusal(body);
}

function deepSeekRefusal(body: Body): string | undefined {
  if (JSON.stringify(body.messages).includes('"image_url"'))
    return 'unknown variant `image_url`, expected `text`';
  if (
    body.messages.some(
      ({ reasoning_content: thought, tool_calls: calls }) => thought !== undefined && !calls,
    )
  )
    return 'The reasoning_content is not allowed here.';
  return pairsRefusal(body);
}

/** llama.cpp makes a grammar of all tools. */
function grammarRefusal(body: Body): string | undefined {
  for (const { parameters } of functionsOf(body))
    for (const schema of within(parameters)) {
      const { type, anyOf, pattern, maxLength = 0, ...more } = schema;
      if (typeof pattern === 'string' && !/^\^[^?]*\$$/.test(pattern))
        return 'Failed to initialize samplers: failed to parse grammar';
      if (Number(maxLength) > 2000)
        return 'number of rules exceeds sane defaults: failed to parse grammar';
      if (type === undefined && anyOf === undefined && Object.keys(more).length > 0)
        return 'JSON schema conversion failed: Unrecognized schema';
    }
  return localRefusal(body);
}

/** Servers of own models, which read arguments of earlier calls and have strict templates. */
function localRefusal(body: Body): string | undefined {
  for (const { tool_calls: calls = [] } of body.messages)
    for (const {
      function: { name, arguments: args },
    } of calls) {
      if (name === '') return 'The name of a function is empty.';
      try {
        JSON.parse(args);
      } catch {
        return 'Expecting value: line 1 column 9 (char 8)';
      }
    }
  return rolesRefusal(body) ?? pairsRefusal(body);
}

const ajv = new Ajv2020({ strict: false, logger: false, validateFormats: false });

function anthropicRefusal({ messages, tools = [] }: Body): string | undefined {
  for (const { input_schema: schema = {} } of tools) {
    if (['oneOf', 'anyOf', 'allOf'].some((key) => key in schema))
      return 'input_schema does not support oneOf, allOf, or anyOf at the top level';
    if (schema.type !== 'object' || ajv.validateSchema(schema) !== true)
      return 'JSON schema is invalid. It must match JSON Schema draft 2020-12';
    for (const { properties = {} } of within(schema))
      for (const key of Object.keys(properties as Json))
        if (!/^[a-zA-Z0-9_.-]{1,64}$/.test(key))
          return "Property keys should match pattern '^[a-zA-Z0-9_.-]{1,64}$'";
  }
  let before = 'assistant';
  let open: unknown[] = [];
  for (const { role, content } of messages) {
    if (role === before) return 'roles must alternate between "user" and "assistant"';
    before = role;
    const blocks = content as Json[];
    if (
      blocks.length === 0 ||
      blocks.some(({ type, text }) => type === 'text' && String(text).trim() === '')
    )
      return 'text content blocks must contain non-whitespace text';
    const ids = blocks.flatMap(({ type, tool_use_id: id }) => (type === 'tool_result' ? [id] : []));
    if (JSON.stringify(ids) !== JSON.stringify(open))
      return '`tool_use` ids were found without `tool_result` blocks immediately after';
    open = blocks.flatMap(({ type, id }) => (type === 'tool_use' ? [id] : []));
  }
  const hasCalls = JSON.stringify(messages).includes('"tool_use"');
  return hasCalls && tools.length === 0
    ? 'Requests which include `tool_use` or `tool_result` blocks must define tools'
    : undefined;
}

export const DIALECTS: readonly Dialect[] = [
  { name: 'OpenAI', api: 'openai', url: 'https://api.openai.com/v1', refusalOf: openAiRefusal },
  {
    name: 'Gemini',
    api: 'openai',
    url: 'https://generativelanguage.googleapis.com/v1beta/openai',
    refusalOf: geminiRefusal,
  },
  { name: 'Mistral', api: 'openai', url: 'https://api.mistral.ai/v1', refusalOf: mistralRefusal },
  { name: 'DeepSeek', api: 'openai', url: 'https://api.deepseek.com', refusalOf: deepSeekRefusal },
  { name: 'llama.cpp', api: 'openai', url: 'http://127.0.0.1:8080/v1', refusalOf: grammarRefusal },
  { name: 'a local server', api: 'openai', url: 'http://127.0.0.1/v1', refusalOf: localRefusal },
  {
    name: 'Anthropic',
    api: 'anthropic',
    url: 'https://api.anthropic.com/v1',
    refusalOf: anthropicRefusal,
  },
];
