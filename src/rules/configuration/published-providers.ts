import type { Document } from '../../model/document.js';
import type { Rule } from '../../model/rule.js';
import type { SourceRange } from '../../model/source-range.js';

const argument = (furtherArguments: string) =>
  `{ "packages": [{ "packageArguments": [{ "name": "--provider", ${furtherArguments} }] }] }\n`;
const bundle = (provider: string, settingText = '') =>
  `{ "server": { "mcp_config": { "args": ["dist/server.js", "--provider", "${provider}"] } }${settingText} }\n`;
const mail = ['token_path: weather', 'token_path: weather\n  mail:\n    name: Mail'] as const;
const CONFIG = 'provider-config.yaml';

export default {
  severity: 'warning',
  summary:
    'The files server.json and manifest.json offer each provider of the project, and no other.',
  why: 'A provider that was added later is published without a way to start it, and clients do not ask for its key.',
  source: {
    text: 'modelcontextprotocol/registry, server.json: package arguments.',
    url: 'https://github.com/modelcontextprotocol/registry/tree/main/docs/reference/server-json',
  },
  limits:
    'The environment variables and the remotes of the provider are not compared; a description may still name a removed provider.',
  project(project, report) {
    const providers = [...(project.config?.get('providers')?.members.keys() ?? [])];
    const [server, manifest] = ['server.json', 'manifest.json'].map((path) =>
      project.document(path),
    );
    for (const { at, names, rest } of [
      ...offeredByServer(server),
      ...offeredByBundle(manifest, providers),
    ]) {
      for (const name of providers.filter((each) => !names.includes(each)))
        report(at, `The provider "${name}" is missing.`, `Add it, and its variables to ${rest}.`);
      for (const name of names.filter((each) => !providers.includes(each)))
        report(
          at,
          `The project has no provider "${name}".`,
          `Remove it, and its variables from ${rest}.`,
        );
    }
  },
  examples: {
    pass: [
      { 'server.json': argument('"value": "weather"'), 'manifest.json': bundle('weather') },
      { 'server.json': argument('"choices": ["weather", "mail"]'), [CONFIG]: mail },
      {
        'manifest.json': bundle(
          '${user_config.provider}',
          ', "user_config": { "provider": { "description": "One of weather, mail." } }',
        ),
        [CONFIG]: mail,
      },
    ],
    fail: [
      [
        { 'server.json': argument('"value": ‹"weather"›'), [CONFIG]: mail },
        'The provider "mail" is missing.',
      ],
      [
        { 'server.json': argument('"choices": ‹["weather", "mail"]›') },
        'The project has no provider "mail".',
      ],
      [
        { 'manifest.json': bundle('weather').replace(/\[.*\]/, '‹$&›'), [CONFIG]: mail },
        'The provider "mail" is missing.',
      ],
    ],
  },
} satisfies Rule;

interface Offer {
  at: SourceRange;
  names: string[];
  /** Text that contains the variables. */
  rest: string;
}

/** Returns what server.json offers: one provider as the value of `--provider`, or several as its choices. */
function offeredByServer(server: Document | undefined): Offer[] {
  const packages = server?.get('packages')?.items ?? [];
  return packages.flatMap((packageNode) => {
    const options = packageNode.get('packageArguments')?.items ?? [];
    const option = options.find((packageOption) => packageOption.text('name') === '--provider');
    const choices = option?.get('choices') ?? option?.get('value');
    if (!choices) return [];
    const names = choices.items.length > 0 ? choices.items : [choices];
    return [
      {
        at: choices.range,
        names: names.map(({ value }) => String(value)),
        rest: '"environmentVariables"',
      },
    ];
  });
}

/**
 * Returns what a bundle offers: one provider among its arguments, or several in the description of a setting. That is prose, so only
 * the providers that it names are known.
 */
function offeredByBundle(manifest: Document | undefined, providers: readonly string[]): Offer[] {
  const words = manifest?.get('server', 'mcp_config', 'args');
  const values = words?.items.map(({ value }) => String(value)) ?? [];
  const index = values.indexOf('--provider');
  if (!words || index === -1) return [];
  const chosen = values[index + 1] ?? '';
  const rest = '"env" and "user_config"';
  if (!chosen.startsWith('$')) return [{ at: words.range, names: [chosen], rest }];
  const description = manifest?.get('user_config', 'provider', 'description');
  if (!description) return [];
  const wordsOfDescription: readonly string[] = String(description.value).match(/\w+/g) ?? [];
  const names = providers.filter((name) => wordsOfDescription.includes(name));
  return [{ at: description.range, names, rest }];
}
