import { baseUrlVariable } from '../../../runtime/src/utils/base-url-variable.js';
import type { Kind } from '../../model/kind.js';
import { screamingCase } from '../../model/names.js';
import { placeholders } from '../../model/text/placeholders.js';
import { methodAnnotations } from './annotations.js';
import { apiOptions, successRuleOf } from './api-options.js';
import { baseUrl } from './base-url.js';
import { argumentsSentByDefault } from './binding.js';
import { toolCases } from './cases/tool-cases.js';
import { checkTool } from './check-tool.js';
import { sharedPages } from './code/shared-pages.js';
import { identifiers, toolCode } from './code/tool-code.js';
import { furtherOptions, parameterPlaces, withPlaces, writeRequest } from './flags.js';
import options from './options.js';
import { readBinding, readTools, relativeToBaseUrl } from './pasted/request-tools.js';
import { checkResource, resourceCase, resourceCode } from './resource.js';
import {
  allowHttp,
  checkPath,
  expiredTokens,
  headers,
  request,
  resourceRequest,
  success,
} from './schema.js';
import type { ApiProvider, ApiResource, ApiTool } from './spec.js';
import { suggestTool } from './tool-name.js';

const api: Kind<ApiTool, ApiResource> = {
  label: options.label,
  spec: {
    auth: ['request', 'path', 'nothing'],
    settings: [baseUrl],
    extras: {
      headers: { ...headers, description: 'Fixed headers of every request.' },
      success,
      expiredTokens,
      checkPath,
      allowHttp,
    },
    tool: {
      key: 'request',
      schema: request,
      option: {
        ...options.spec.tool.option,
        read: readBinding,
        write: ({ request }) => request && writeRequest(request),
      },
      furtherOptions,
      readTools,
      placedAt: relativeToBaseUrl,
      ask: async (...questionOptions) =>
        (await import('./questions.js')).askRequests(...questionOptions),
      suggest: suggestTool,
      requires: ({ request }) => placeholders(request?.path ?? ''),
      names: ({ request }) => request?.query ?? [],
      withPlaces,
      placesOf: parameterPlaces,
      defaultedArguments: argumentsSentByDefault,
      annotations: methodAnnotations,
      check: checkTool,
    },
    resource: {
      key: 'request',
      schema: resourceRequest,
      option: {
        ...options.spec.resource.option,
        read: (path) => ({ request: { path } }),
        write: ({ request }) => request?.path,
      },
      ask: async (...questionOptions) =>
        (await import('./questions.js')).askResourceRequest(...questionOptions),
      check: checkResource,
    },
  },
  render: {
    toolCode,
    sharedModule: sharedPages,
    resourceCode,
    apiFiles: ['auth', 'client'],
    identifiers,
    dependencies: () => [],
    providerOptions: apiOptions,
    connectsTo: (spec) => `\`${(spec as ApiProvider).baseUrl}\``,
    calls:
      'send requests with the `api` of the context, which signs them. Build URL paths with `path`. `api` sends GET, PUT, DELETE and requests with an idempotency key up to 3 times after timeouts, failed connections and the statuses 408, 425, 429, 500, 502–504, 520–524 and 529: write no loop of your own. A request that two tools send is in `api/`. Parse what the API sent with a Zod schema before you use it in code.',
    notes: [
      {
        text: "- GraphQL: the document is a constant. Values are its variables, never text in it. `graphqlData(response, 'issueCreate.issue')` returns what is at the path, and fails for errors and for null.",
        isFor: ({ request }) => request?.graphql !== undefined,
      },
      {
        text: '- Files: arguments with content are base64; `file` makes one a part of `multipart`, `binary` the whole body. `responseContent` returns an image, audio or file; its `response` in tests is bytes, such as `Buffer.from(…)`. A result has at most 5 MB, in base64.',
        isFor: ({ request: { body, response } = {} }) =>
          [body?.as, response?.as].includes('binary') ||
          Object.values(body?.properties ?? {}).some(({ file }) => file),
      },
    ],
  },
  reviewRows: hostSummary,
  serve: {
    secretCheck: 'check_path',
    secretEntry: ({ checkPath }: Pick<ApiProvider, 'checkPath'>) =>
      checkPath === undefined ? {} : { check_path: checkPath },
    entrySwitches: ({ allowHttp }: Pick<ApiProvider, 'allowHttp'>) =>
      allowHttp === true ? { allow_http: true } : {},
    variables: ({ name }, parts) =>
      otherBaseUrls(parts).map((url) => ({
        name: baseUrlVariable(name, url),
        below: `${screamingCase(name)}_BASE_URL`,
        text: `Overrides ${url} in base_urls; required where the base URL has another origin`,
      })),
    entryLists: (parts) => ({ base_urls: otherBaseUrls(parts) }),
  },
  test: {
    testing: () => 'mcp-provider/testing',
    toolCases,
    resourceCase,
    listProperty: ({ request }) => request?.resultKey,
    fixture: (spec) => {
      const { baseUrl, headers: fixedHeaders = {} } = spec as unknown as ApiProvider; // checked
      return {
        baseUrl,
        ...(Object.keys(fixedHeaders).length > 0 && { headers: fixedHeaders }),
      };
    },
    settingsIn: (provider) => ({ success: successRuleOf(provider) }),
    sample: {
      name: 'get_room',
      description: 'One room.',
      inputSchema: {
        type: 'object',
        properties: { room_id: { type: 'string', description: 'Room to return.' } },
        required: ['room_id'],
      },
      request: { method: 'GET', path: '/rooms/{room_id}' },
    },
  },
};

export default api;

/** Returns the base URLs of requests other than that of the provider. */
const otherBaseUrls = (parts: readonly (ApiTool | ApiResource)[]): string[] => [
  ...new Set(parts.flatMap(({ request }) => request?.baseUrl ?? [])),
];

/** Returns the row of the summary with the hosts that get requests. */
function hostSummary(spec: object) {
  const { baseUrl: ownBaseUrl, tools } = spec as ApiProvider; // checked
  const hosts = new Set([ownBaseUrl, ...tools.flatMap(({ request }) => request?.baseUrl ?? [])]);
  return [{ label: 'Requests', text: `go to ${[...hosts].join(' and ')} only` }];
}
