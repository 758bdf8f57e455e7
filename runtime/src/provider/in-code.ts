import type * as z from 'zod';
import type { ApiAuth } from '../api/api-auth.js';
import type { ApiContext } from '../api/api-context.js';
import type { ApiClientOptions, CallApi } from '../api/client.js';
import type { ApiRequest } from '../api/request.js';
import { storeRequestOptions } from '../api/request-options.js';
import type { CallContext } from '../call/call-context.js';
import { definePrompt, defineResource, defineTool } from '../call/define/define.js';
import type {
  ObjectSchema,
  Prompt,
  PromptDefinition,
  Resource,
  ResourceDefinition,
  Schema,
  Tool,
  ToolDefinition,
} from '../call/define/definitions.js';
import type { Event } from '../call/define/event.js';
import { entryInCode, type ProviderSettings } from '../project/config-file.js';
import { type Project, projectInCode } from '../project/project.js';
import { StartError } from '../utils/start-error.js';

/** The context of tools, resources and prompts. */
export type CodeContext = ApiContext;

declare const TYPES: unique symbol;

/** A tool whose name, arguments and result are known as types, for typed clients. */
export interface TypedTool<Name extends string, Args, Result> extends Tool {
  name: Name;
  readonly [TYPES]?: { args: Args; result: Result };
}

/** The arguments of a tool, as a client sends them. */
export type ArgsOf<T> = T extends { readonly [TYPES]?: { args: infer Args } } ? Args : never;

/** The result of a tool, as a client gets it; without `output`, text. */
export type ResultOf<T> = T extends { readonly [TYPES]?: { result: infer Result } }
  ? Result
  : never;

/**
 * Returns a tool for `defineProvider({ tools: [ … ] })`.
 * @example
 * const rollDie = tool({
 *   name: 'roll_die',
 *   description: 'Roll a die.',
 *   input: z.object({ sides: z.int().min(2).default(6) }),
 *   run: async ({ sides }) => String(1 + Math.floor(Math.random() * sides)),
 * });
 */
export const tool = <
  const Name extends string,
  Input extends Schema,
  Output extends ObjectSchema | undefined = undefined,
>(
  definition: ToolDefinition<Input, Output, CodeContext> & { name: Name },
): TypedTool<Name, z.input<Input>, Output extends Schema ? z.input<Output> : string> => ({
  ...defineTool(definition),
  name: definition.name,
});

/** Returns a resource, or a template of resources, for `defineProvider({ resources: [ … ] })`. */
export const resource = (definition: ResourceDefinition<CodeContext>): Resource =>
  defineResource(definition);

/** Returns a prompt for `defineProvider({ prompts: [ … ] })`. */
export const prompt = <Args extends z.ZodObject>(
  definition: PromptDefinition<Args, CodeContext>,
): Prompt => definePrompt(definition);

/** An authentication with credentials of any type. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- who reads them is the authentication itself
export type AnyAuth = ApiAuth<any> & { provider?: string };

/** Settings of a provider in its code, in place of an entry in provider-config.yaml. */
export interface CodeSettings {
  /** Base URL of the API that `context.api` calls. In the environment, `<NAME>_BASE_URL` wins. */
  baseUrl?: string | undefined;
  /** Authentication of requests to the API, and the sign-in of users. */
  auth?: AnyAuth | undefined;
  /** Headers, limits and messages of requests to the API. */
  apiOptions?: ApiClientOptions | undefined;
  /** Other settings, with the names that they have in provider-config.yaml. */
  config?: Omit<ProviderSettings, 'base_url'> | undefined;
}

/** Key of the members of a provider that only this package reads. */
export const IN_CODE: unique symbol = Symbol.for('mcp-provider/in-code@1');

/** Key of the types of its tools; there is no value. */
export declare const TOOLS: unique symbol;

/** A provider whose settings are in its code; that code runs in its project. */
export interface CodeProvider {
  /** The project; `serve` puts several providers in one. */
  project: Project;
  auth: AnyAuth | undefined;
  /** Reasons why parts are not served, by any key. They change while the provider is served. */
  leftOut?: ReadonlyMap<string, string>;
}

/** Converts settings in code to a provider. @throws StartError for a setting that is wrong */
export function providerInCode(
  {
    name,
    title = name,
    instructions = title,
  }: { name: string; title?: string; instructions?: string },
  { baseUrl, auth, config }: CodeSettings,
): CodeProvider {
  const settings = { ...config, ...(baseUrl !== undefined && { base_url: baseUrl }) };
  const entry = entryInCode(name, { name: title, description: instructions }, settings);
  return { project: projectInCode({ [name]: entry }), auth };
}

/**
 * Returns the functions that add `api` to the contexts of a provider's entries.
 * @param hasApi tells whether the provider is one of an API; it is called with each request, like
 * `isProtected`
 * @param isProtected tells whether its requests have credentials
 * @throws StartError for the authentication of another provider
 */
export function apiRegistrars(
  name: string,
  { auth, apiOptions }: CodeSettings,
  { hasApi, isProtected }: { hasApi(): boolean; isProtected(): boolean },
) {
  if (auth?.provider !== undefined && auth.provider !== name)
    throw new StartError(
      `defineProvider: "auth" belongs to the provider "${auth.provider}", not to "${name}".`,
    );
  // The options are kept because a sign-in checks credentials before the first call.
  if (auth && apiOptions) storeRequestOptions(auth, apiOptions);
  const client = lazyClient(name, auth, apiOptions);
  const callApi: CallApi = async (request, context) => {
    if (!hasApi())
      throw new Error(`Provider "${name}" has no API. State "baseUrl" in defineProvider.`);
    // Without the credentials of the caller, the API might return data that is public.
    if (!auth && isProtected())
      throw new Error(`Provider "${name}" signs users in. State "auth" in defineProvider.`);
    return client(request, context);
  };
  /** Adds `api` as an own member, because contexts are copied; each is created for one call. */
  const withApi = (context: CallContext): CodeContext =>
    Object.assign(context, {
      api: (request: ApiRequest, within: CallContext = context) => callApi(request, within),
    });
  return {
    tool: (original: Tool): Tool => ({
      ...original,
      call: (args, context) => original.call(args, withApi(context)),
    }),
    resource: ({ list, ...listable }: Resource): Resource => ({
      ...listable,
      ...(list && { list: (context) => list(withApi(context)) }),
      contents: (variables, context, uri) => listable.contents(variables, withApi(context), uri),
    }),
    prompt: (original: Prompt): Prompt => ({
      ...original,
      messages: (args, context) => original.messages(args, withApi(context)),
    }),
    event({ owner, access, ...original }: Event): Event {
      return {
        ...original,
        owner: owner === 'anyone' ? owner : (args, context) => owner(args, withApi(context)),
        ...(access && { access: (args, context) => access(args, withApi(context)) }),
      };
    },
  };
}

/** Loads the client with the first request, because the start would otherwise take longer. */
function lazyClient(
  name: string,
  auth: AnyAuth | undefined,
  options: ApiClientOptions | undefined,
): CallApi {
  let client: Promise<CallApi> | undefined;
  const load = async () => {
    const [{ apiClient }, { noAuth }] = await Promise.all([
      import('../api/client.js'),
      import('../auth/no-auth.js'),
    ]);
    return apiClient(name, auth ?? noAuth(), options);
  };
  return async (request, context) => (await (client ??= load()))(request, context);
}
