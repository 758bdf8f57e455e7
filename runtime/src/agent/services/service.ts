import type { ModelSettings } from '../model.js';

/** Rules of a service about requests, as far as services differ. */
export interface ServiceRules {
  /** Most tool definitions in one request. */
  mostTools: number;
  /** Most characters in the description of a tool. */
  longestDescription: number;
  /** Pattern of argument names. */
  propertyNames: RegExp;
  callIds: RegExp;
  /**
   * `full`: JSON Schema 2020-12. `simple`: the keywords that every parser supports; others become
   * words of the description. `bare`: only types and names, after a refusal that names no tool.
   */
  schemas: 'full' | 'simple' | 'bare';
  /** Whether the service accepts schemas of any value, of objects without properties and of arrays of anything. */
  openSchemas: boolean;
  /** Whether a message of the user may follow tool results within one message. */
  joinsResults: boolean;
  images: boolean;
  /** Optional members of a request, as a refusal names them; a refused one is omitted from then on. */
  optional: readonly string[];
  /** Members of calls by another model, which have no signature of this model. */
  foreignCall?: Record<string, unknown>;
}

/** A service with language models: how it is recognized, and its rules. */
export interface Service {
  name: string;
  api: ModelSettings['api'];
  hosts: RegExp;
  rules: Partial<ServiceRules>;
  sources: Partial<Record<keyof ServiceRules, string>>;
}

/**
 * Members that services add to a message with calls, or to a call, and require back with it; some
 * other services refuse them.
 */
export const RETURNED_MEMBERS = [
  'reasoning_content', // DeepSeek, Kimi
  'reasoning',
  'reasoning_details', // OpenRouter
  'thinking_blocks', // LiteLLM
  'extra_content', // Gemini, whose thought signatures are there
  'provider_specific_fields',
  'thought_signature',
] as const;

/**
 * Defaults of both APIs: the strictest known services accept them, because the service behind an
 * address is unknown. If a default differs from the named service, other services are stricter.
 */
const DEFAULTS: Readonly<Record<ModelSettings['api'], ServiceRules>> = {
  openai: {
    mostTools: 128,
    longestDescription: 1024,
    propertyNames: /^[A-Za-z_][\w-]{0,63}$/,
    callIds: /^[A-Za-z0-9]{9}$/, // Mistral accepts no others
    schemas: 'simple',
    openSchemas: true,
    joinsResults: false,
    images: true,
    optional: ['max_completion_tokens', 'max_tokens', 'stream_options', ...RETURNED_MEMBERS],
  },
  anthropic: {
    mostTools: Infinity,
    longestDescription: Infinity,
    propertyNames: /^[\w.-]{1,64}$/,
    callIds: /^[\w-]+$/,
    schemas: 'full',
    openSchemas: true,
    joinsResults: true,
    images: true,
    optional: ['cache_control', 'tool_choice'],
  },
};

/** The services whose rules are known. */
export const SERVICES: readonly Service[] = [
  {
    name: 'OpenAI',
    api: 'openai',
    hosts:
      /(^|\.)api\.openai\.com$|\.openai\.azure\.com$|\.(services|cognitiveservices)\.(ai\.)?azure\.com$/,
    rules: { mostTools: 128, longestDescription: 1024, schemas: 'full' },
    sources: {
      mostTools: 'API reference, "tools": a maximum of 128 functions',
      longestDescription:
        'refusal "string_above_max_length": "Expected a string with maximum length 1024"',
      schemas: 'guide "Function calling": parameters are JSON Schema; no combinator at the root',
    },
  },
  {
    name: 'Anthropic',
    api: 'anthropic',
    hosts: /(^|\.)anthropic\.com$/,
    rules: { propertyNames: /^[\w.-]{1,64}$/, schemas: 'full' },
    sources: {
      propertyNames: 'refusal "Property keys should match pattern \'^[a-zA-Z0-9_.-]{1,64}$\'"',
      schemas:
        'refusal "It must match JSON Schema draft 2020-12", and none of "oneOf", "allOf", "anyOf" at the root',
    },
  },
  {
    name: 'Gemini',
    api: 'openai',
    hosts: /(^|\.)(generativelanguage|aiplatform)\.googleapis\.com$/,
    rules: {
      openSchemas: false,
      foreignCall: {
        extra_content: { google: { thought_signature: 'skip_thought_signature_validator' } },
      },
    },
    sources: {
      openSchemas:
        'refusals "items: missing field" and "properties: should be non-empty for OBJECT type"',
      foreignCall: 'guide "Thought signatures", on calls that another model has made',
    },
  },
  {
    name: 'Mistral',
    api: 'openai',
    hosts: /(^|\.)mistral\.ai$/,
    rules: { callIds: /^[A-Za-z0-9]{9}$/, optional: ['max_tokens'] },
    sources: {
      callIds: 'refusal "Tool call id was … but must be a-z, A-Z, 0-9, with a length of 9"',
      optional: 'refusal 422 "Extra inputs are not permitted"',
    },
  },
  {
    name: 'DeepSeek',
    api: 'openai',
    hosts: /(^|\.)deepseek\.com$/,
    rules: { images: false, optional: ['max_tokens', 'stream_options'] },
    sources: {
      images: 'refusal "unknown variant `image_url`, expected `text`"',
      optional: 'API reference of chat completions: "max_tokens"',
    },
  },
];

/** Returns the rules of the service at a URL. */
export function serviceRules({ api, url }: Pick<ModelSettings, 'api' | 'url'>): ServiceRules {
  const { hostname } = new URL(url);
  const service = SERVICES.find((known) => known.api === api && known.hosts.test(hostname));
  return { ...DEFAULTS[api], ...service?.rules };
}
