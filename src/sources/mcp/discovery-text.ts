import type { Tool } from '@modelcontextprotocol/client';
import { oneLine, tableLines } from '../../model/text/table.js';
import type { View } from '../../model/ui.js';
import {
  definitionTokens,
  type Discovery,
  invalidText,
  type ServerFacts,
  type SignInFacts,
} from '../../remote/discovery.js';

/**
 * Returns a text about the server, its tools with their sizes, its resources and prompts, or about
 * the required sign-in.
 */
export function discoveryText(discovery: Discovery, view: View): string {
  const { server, signIn, invalid, failures } = discovery;
  const { paint } = view;
  return [
    ...(server ? serverLines(server, view) : []),
    ...(signIn ? signInLines(signIn, view) : listLines(discovery, view)),
    ...invalid.map((entry) => paint.red(`  ${invalidText(entry)}`)),
    ...failures.map(({ list, message }) => paint.red(`  ${list}: ${oneLine(message)}`)),
  ].join('\n');
}

function serverLines({ name, title, version, ...server }: ServerFacts, { paint }: View): string[] {
  const { protocolVersion, protocolVersions, isLegacy, capabilities } = server;
  const otherVersions = protocolVersions.filter((version) => version !== protocolVersion);
  const otherVersionsText = otherVersions.length > 0 ? `, also ${otherVersions.join(', ')}` : '';
  return [
    [paint.bold(oneLine(name) || 'A server without a name'), oneLine(title), version]
      .filter(Boolean)
      .join('  '),
    `  protocol ${protocolVersion} (${isLegacy ? 'legacy' : 'current'})${otherVersionsText}`,
    ...(capabilities.length > 0 ? [`  offers ${capabilities.join(', ')}`] : []),
  ];
}

function listLines(discovery: Discovery, view: View): string[] {
  const { tools, resources, resourceTemplates, prompts } = discovery;
  const rows = [
    ...tools.map((tool) => ['tool', tool.name, size(tool), oneLine(tool.description)]),
    ...[...resources, ...resourceTemplates].map((resource) => {
      const address = 'uri' in resource ? resource.uri : resource.uriTemplate;
      return [
        'resource',
        oneLine(resource.name),
        '',
        `${address} ${oneLine(resource.description)}`,
      ];
    }),
    ...prompts.map((prompt) => ['prompt', oneLine(prompt.name), '', oneLine(prompt.description)]),
  ];
  if (rows.length === 0) return ['  no tools, resources or prompts'];
  const sum = tools.reduce((total, tool) => total + definitionTokens(tool), 0);
  const count = tools.length === 1 ? '1 tool has' : `${tools.length} tools have`;
  const total = tools.length > 0 ? [`  ${count} about ${sum.toLocaleString('en')} tokens.`] : [];
  return [...tableLines(rows, view), ...total];
}

function size(tool: Tool): string {
  const { readOnlyHint, destructiveHint } = tool.annotations ?? {};
  const effect = readOnlyHint ? ', read-only' : destructiveHint ? ', destructive' : '';
  return `${definitionTokens(tool)} tokens${effect}`;
}

const METHODS = {
  registered: 'a client id that you register',
  'metadata-document': 'a client ID metadata document',
  'dynamic-registration': 'dynamic client registration',
} as const;

function signInLines(signIn: SignInFacts, { paint }: View): string[] {
  const { method, challenge, resource, issuer, scopes, identification, problem } = signIn;
  const requirement = method === 'oauth' ? 'OAuth sign-in required' : 'A token or key is required';
  const rows: [string, string][] = [
    ['issuer', issuer ?? ''],
    ['resource', resource ?? ''],
    ['scopes', scopes?.join(' ') ?? ''],
    ['clients', identification?.map((method) => METHODS[method]).join(', ') ?? ''],
    ['challenge', method === 'token' ? oneLine(challenge) : ''],
    ['problem', oneLine(problem)],
  ];
  return [
    paint.bold(requirement),
    ...rows.flatMap(([name, value]) => (value ? [`  ${name.padEnd(9)}  ${value}`] : [])),
    method === 'oauth'
      ? '  To list its tools, add --sign-in, or --header "Authorization: Bearer ${TOKEN}".'
      : '  To list its tools, add --header with the token or key.',
  ];
}
