import { isUrl } from '../../../runtime/src/utils/addresses.js';
import { confirmQuestion, sampleArguments } from '../../codegen/sample/sample.js';
import { jsonText } from '../../model/json-text.js';
import { type Kind, textSetting, type ToolCase, type WithBinding } from '../../model/kind.js';
import { screamingCase, variableName } from '../../model/names.js';
import type { ProviderSpec } from '../../model/spec.js';
import contract from './contract.js';
import { remoteSource, resourceCode, toolCode } from './modules.js';
import options from './options.js';
import { remoteCatalogOf, servedDefinitions } from './remote-json.js';
import { serverSetting } from './server.js';
import type { McpResource, McpSpec, McpTool } from './spec.js';

const text = { type: 'string', minLength: 1 } as const;

const mcp: Kind<McpTool, McpResource> = {
  label: options.label,
  contract,
  spec: {
    auth: ['request', 'program', 'nothing'],
    settings: [serverSetting],
    extras: {
      environment: {
        type: 'object',
        propertyNames: variableName,
        additionalProperties: variableName,
        description:
          'Environment variables of this server that the program gets, too, by the names that it reads: settings such as a path. Those of each user are "variables" of the auth style "program".',
        examples: [{ ACME_REGION: 'ACME_REGION' }],
      },
    },
    tool: {
      key: 'remoteTool',
      schema: { ...text, description: 'Name of the tool at the MCP server.' },
      option: {
        ...options.spec.tool.option,
        read(scanner) {
          const remoteTool = scanner.expect(/\S+/y, 'A name is required.');
          return scanner.isDone() ? { remoteTool } : scanner.fail('A name has no spaces.');
        },
        write: ({ remoteTool }) => remoteTool,
      },
      async ask(questions, questionOptions) {
        const message = 'Name at the MCP server (optional)';
        const remoteTool = await questions.text({ message, ...questionOptions });
        return remoteTool ? [{ remoteTool }] : [];
      },
      requires: () => [],
      defaultedArguments: () => [],
      annotations: () => ({}),
      check: () => undefined,
    },
    resource: {
      key: 'remoteUri',
      schema: { ...text, description: 'URI of the resource at the MCP server.' },
      option: {
        ...options.spec.resource.option,
        read: (remoteUri) => ({ remoteUri }),
        write: ({ remoteUri }) => remoteUri,
      },
      async ask(questions) {
        const remoteUri = await questions.text({ message: 'URI at the MCP server (optional)' });
        return remoteUri ? { remoteUri } : undefined;
      },
      check: () => undefined,
    },
  },
  render: {
    toolCode,
    resourceCode,
    apiFiles: ['auth', 'client'],
    parts: ['tools/remote'],
    registrars: ['resource', 'prompt'],
    identifiers: ['remote'],
    dependencies: () => ['@modelcontextprotocol/client'],
    calls:
      'call its tools with `remote.call`. Do not edit the definitions in `remote.json`, except `confirm`: `mcp-provider import mcp` writes them, and with `--check` shows what the server has changed.',
    connectsTo: (spec) => `\`${textSetting(spec, serverSetting)}\``,
    view: (spec) => ({
      catalog: jsonText(remoteCatalogOf(spec)),
      client: remoteSource(spec as McpSpec),
    }),
    next: (spec) => [
      ...(servesAnything(spec as ProviderSpec) ? [] : [IMPORT]),
      ...(isShared(spec as ProviderSpec) ? [SHARED_PROGRAM] : []),
      ...recordStep(spec as ProviderSpec),
    ],
    readme: (spec, { cli }) =>
      [
        `\`${cli} import mcp\` writes the tools, resources and prompts that you accept to \`src/providers/${(spec as ProviderSpec).name}/remote.json\`.`,
        `To see what the server has changed since, run \`${cli} import mcp --check\`.`,
        ...environmentText(spec as McpSpec),
        FORWARDING_SENTENCE,
        ...(isShared(spec as ProviderSpec) ? [SHARED_MARKDOWN] : []),
      ].join('\n'),
  },
  reviewRows: (spec) => [{ label: 'Server', text: textSetting(spec, serverSetting) }],
  serve: {
    definitions: (spec) => servedDefinitions(remoteCatalogOf(spec)),
    variables: (spec) =>
      environmentNames(spec).map((name, index) => ({
        name,
        text: index === 0 ? 'Settings of the program' : '',
        below: `${screamingCase(spec.name)}_`,
        isInput: true,
      })),
    instructions: (spec) => remoteCatalogOf(spec).instructions,
  },
  test: {
    testing: () => 'mcp-provider/testing/remote',
    toolCases,
    fixture: ({ environment: settings }) => (settings ? { settings } : {}),
    resourceCase: () => undefined,
    listProperty: () => undefined,
    sample: {
      name: 'get_room',
      description: 'One room.',
      inputSchema: {
        type: 'object',
        properties: { room_id: { type: 'string', description: 'Room to return.' } },
        required: ['room_id'],
      },
      remoteTool: 'rooms_get',
    },
  },
};

export default mcp;

const IMPORT = 'Run "mcp-provider import mcp": it adds what the server offers.';

const environmentNames = (spec: object): string[] =>
  Object.values((spec as McpSpec).environment ?? {});

/** Returns sentences about the settings of a program. The folder of one that npx starts is in a cache. */
function environmentText(spec: McpSpec): string[] {
  const names = environmentNames(spec);
  if (names.length === 0) return [];
  const cached = /^(npx|bunx|uvx|pnpm dlx|yarn dlx)\s/.exec(textSetting(spec, serverSetting))?.[1];
  return [
    `The program gets ${names.map((name) => `\`${name}\``).join(' and ')} from the environment of this server (see \`.env.example\`). Without a value there, the program uses its own default${cached === undefined ? '' : `: a file beside the program is then in the cache of \`${cached}\`, which may be emptied`}.`,
  ];
}

/** Sentence about the messages that the gateway passes on, and those that it does not. */
const FORWARDING_SENTENCE =
  'Calls, results, progress, log messages and questions to the user are passed on; subscriptions, tasks, and requests of the server for sampling or roots are not.';

/** Returns whether the provider serves something: definitions of the server, or tools and resources of its own. */
const servesAnything = ({ origin, tools, resources }: ProviderSpec) =>
  origin !== undefined || tools.length + resources.length > 0;

const sharedText = (setting: string, file: string) =>
  `Over HTTP, calls of users who are signed in are refused until ${setting} in ${file} lets all users share the program.`;
const SHARED_PROGRAM = sharedText('"shared_credentials: true"', 'provider-config.yaml');
const SHARED_MARKDOWN = sharedText('`shared_credentials: true`', '`provider-config.yaml`');

/** Returns the step that gives the tests what the server returns, by a tool that changes nothing if one says so. */
function recordStep(spec: ProviderSpec): string[] {
  const { tools = [] } = remoteCatalogOf(spec);
  if (tools.length === 0) return [];
  const { name = 'TOOL' } = tools.find(({ annotations }) => annotations?.readOnlyHint) ?? {};
  return [`Record calls, so that tests replay them: "mcp-provider call ${name} --record".`];
}

/** Returns whether a provider is a program that has no values of each user. */
const isShared = (spec: ProviderSpec) =>
  spec.auth.style === 'none' && !isUrl(textSetting(spec, serverSetting));

/** Returns a test call of the fake server; none if no example fits the schema. */
function toolCases(tool: WithBinding<McpTool, 'remoteTool'>): readonly ToolCase[] {
  const { remoteTool } = tool;
  const args = sampleArguments(tool);
  return args ? [{ arguments: args, ...confirmQuestion(tool, args), remoteTool }] : [];
}
