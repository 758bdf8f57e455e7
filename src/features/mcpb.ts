import { onlyItem } from '../../runtime/src/utils/only-item.js';
import {
  type FeatureProvider,
  type ProviderInput,
  type PublishedProject,
  type PublishingFeature,
  VERSION_SCRIPT,
} from '../model/feature.js';

/** The newest manifest version that released clients can read. */
const MANIFEST = '0.3';
const PACKER = '@anthropic-ai/mcpb@2.1.2';

export default {
  publishes: true,
  withoutPackages: true,
  label: 'Bundle (.mcpb), which Claude Desktop installs with a double click',
  view: (project) => ({ manifest: manifest(project) }),
  packageJson: ({ slug, run }) => ({
    scripts: {
      bundle: `${run('build')} && npx --yes ${PACKER} pack . dist/${slug}.mcpb`,
      version: VERSION_SCRIPT,
    },
  }),
  readme: ({ slug, run, exec }) =>
    [
      '## Bundle',
      '',
      `\`${run('bundle')}\` writes \`dist/${slug}.mcpb\`: a double click installs it in Claude Desktop, which asks for the`,
      `values under \`user_config\` in \`manifest.json\`. \`npm version\` sets a version in all files; after other release`,
      `tools, run \`${exec('mcp-provider lock')}\` and \`${exec('mcp-provider validate --fix')}\`.`,
    ].join('\n'),
} satisfies PublishingFeature;

function manifest(project: PublishedProject): object {
  const { slug, version, title, description, repository, providers } = project;
  const onlyProvider = onlyItem(providers);
  const provider = onlyProvider?.name ?? '${user_config.provider}';
  const inputs = providers.flatMap((provider) =>
    provider.inputs.map((input) => ({ ...provider, input })),
  );
  const env = inputs.map(({ input }) => [input.name, `\${user_config.${inputKey(input)}}`]);
  const options = [
    ...(onlyProvider ? [] : [['provider', providerChoice(providers)]]),
    ...inputs.map((providerInput) => [
      inputKey(providerInput.input),
      inputOption(providerInput, onlyProvider !== undefined),
    ]),
  ];
  return {
    manifest_version: MANIFEST,
    name: slug,
    display_name: title,
    version,
    description,
    author: { name: repository.owner, url: `https://github.com/${repository.owner}` },
    repository: { type: 'git', url: repository.url },
    server: {
      type: 'node',
      entry_point: 'dist/server.js',
      mcp_config: {
        command: 'node',
        args: ['${__dirname}/dist/server.js', '--provider', provider],
        ...(env.length > 0 && { env: Object.fromEntries(env) as object }),
      },
    },
    // Clients ask the server for tools; a list here would have to be kept up to date.
    tools_generated: true,
    prompts_generated: true,
    ...(options.length > 0 && { user_config: Object.fromEntries(options) as object }),
    compatibility: {
      platforms: ['darwin', 'win32', 'linux'],
      runtimes: { node: '>=20.19' },
    },
  };
}

const inputKey = ({ name }: ProviderInput) => name.toLowerCase();

/** Returns the choice of the provider: a bundle starts one of them. */
function providerChoice(providers: readonly FeatureProvider[]): object {
  const names = providers.map(({ name }) => name);
  return {
    type: 'string',
    title: 'Provider',
    description: `One of ${names.join(', ')}.`,
    required: true,
    default: names[0],
  };
}

/** Returns an option with a default, without which clients would pass on the reference itself. */
const inputOption = (
  { displayName, input }: FeatureProvider & { input: ProviderInput },
  isSingle: boolean,
): object => ({
  type: 'string',
  title: isSingle ? input.description : `${displayName}: ${input.description}`,
  description: `Sets ${input.name}.`,
  ...(input.secret && { sensitive: true }),
  ...(input.required && isSingle ? { required: true } : { required: false, default: '' }),
});
