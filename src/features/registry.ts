import {
  type FeatureProvider,
  type PublishedProject,
  type PublishingFeature,
  VERSION_SCRIPT,
} from '../model/feature.js';

const SCHEMA = 'https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json';

/** Maximum length of titles and descriptions in the registry. */
const MAX_TEXT_LENGTH = 100;

/** Returns the name in the namespace of the repository's owner, the only one in which GitHub Actions can publish. */
const serverName = ({ slug, repository }: PublishedProject) =>
  `io.github.${repository.owner}/${slug}`;

export default {
  publishes: true,
  label: 'Registry: server.json, and a workflow that publishes to npm and the MCP registry',
  view: (project) => ({ server: serverJson(project) }),
  packageJson: (project) => {
    const { slug, repository, run } = project;
    const { url, directory } = repository;
    return {
      isPublic: true,
      members: {
        mcpName: serverName(project),
        repository: { type: 'git', url: `git+${url}.git`, ...(directory && { directory }) },
        bin: { [slug]: 'dist/server.js' },
        files: ['dist/**/*.js', 'dist/LICENSES.txt', 'provider-config.yaml'],
      },
      scripts: { prepack: run('build'), version: VERSION_SCRIPT },
    };
  },
  readme: (project) => {
    const { slug, repository, exec } = project;
    const prefix = repository.directory ? `${slug}-` : '';
    return [
      '## Publish',
      '',
      `A tag such as \`${prefix}v0.1.0\` publishes the package on npm and \`server.json\` in the MCP registry, as`,
      `\`${serverName(project)}\`. \`npm version\` sets a version in all files; after other release tools, run`,
      `\`${exec('mcp-provider lock')}\` and \`${exec('mcp-provider validate --fix')}\`. A version such as \`0.2.0-beta.1\` is published as \`beta\`.`,
      '',
      `Set \`license\` in \`package.json\`. Then publish the first version yourself (\`npm publish --access public\`), and`,
      `add \`${prefix}publish.yml\` as a trusted publisher of the package on npm.`,
    ].join('\n');
  },
} satisfies PublishingFeature;

function serverJson(project: PublishedProject): object {
  const { name, version, title, description, repository, providers, publicUrl } = project;
  return {
    $schema: SCHEMA,
    name: serverName(project),
    title: shortenText(title),
    description: shortenText(description),
    version,
    repository: {
      url: repository.url,
      source: 'github',
      ...(repository.directory && { subfolder: repository.directory }),
    },
    packages: [
      {
        registryType: 'npm',
        identifier: name,
        version,
        runtimeHint: 'npx',
        transport: { type: 'stdio' },
        packageArguments: [providerArgument(providers)],
        ...environmentVariables(providers),
      },
    ],
    ...(publicUrl && {
      remotes: providers.map((provider) => ({
        type: 'streamable-http',
        url: `${publicUrl}/${provider.name}/mcp`,
      })),
    }),
  };
}

/** Returns the argument with the provider: an entry of a client starts one of them. */
function providerArgument(providers: readonly FeatureProvider[]): object {
  const names = providers.map(({ name }) => name);
  const argument = { type: 'named', name: '--provider' };
  if (names.length === 1) return { ...argument, value: names[0] };
  return { ...argument, description: 'Provider', isRequired: true, choices: names };
}

/** Returns environment variables. A value is only required if no other provider can be chosen. */
function environmentVariables(providers: readonly FeatureProvider[]): object {
  const variables = providers.flatMap(({ displayName, inputs }) =>
    inputs.map(({ name, description, secret, required }) => ({
      name,
      description: `${displayName}: ${description}`,
      ...(required && providers.length === 1 && { isRequired: true }),
      ...(secret && { isSecret: true }),
    })),
  );
  return variables.length === 0 ? {} : { environmentVariables: variables };
}

function shortenText(text: string): string {
  const characters = Array.from(text);
  return characters.length <= MAX_TEXT_LENGTH
    ? text
    : `${characters
        .slice(0, MAX_TEXT_LENGTH - 1)
        .join('')
        .trimEnd()}…`;
}
