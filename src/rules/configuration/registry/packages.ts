import type { Part } from './faults.js';
import { type Fault, variablesIn } from './faults.js';

const RELEASE = /^https:\/\/(github\.com|gitlab\.com)\/.*mcp/i;
const HASH = /^[a-f0-9]{64}$/;
/** IEEE Std 1003.1, section 8.1. */
const VARIABLE = /^[A-Za-z_]\w*$/;
const TYPES: readonly string[] = ['npm', 'pypi', 'oci', 'nuget', 'mcpb'];
/** The only public registries that are looked into. */
const HOMES: Readonly<Record<string, string>> = {
  npm: 'https://registry.npmjs.org',
  pypi: 'https://pypi.org',
};
const ABSENT: Readonly<Record<string, readonly string[]>> = {
  npm: ['fileSha256'],
  oci: ['version', 'registryBaseUrl'],
};

/** What the registry rejects about one of `packages`. */
export function packageFaults(part: Part): Fault[] {
  const { text: registry = '' } = part.text('registryType') ?? {};
  const absent = (ABSENT[registry] ?? []).flatMap((key) => {
    const node = part.get(key);
    const message = `"${key}" is not allowed for packages of the type "${registry}".`;
    return node ? [{ at: part.document.at(node), message, hint: `Remove "${key}".` }] : [];
  });
  return [
    ...['registryType', 'identifier', 'transport'].flatMap((key) =>
      part.lacks(key, `Add "${key}".`),
    ),
    ...absent,
    ...part.refuses(
      'registryType',
      (text) => TYPES.includes(text),
      `The package type "${registry}" is not supported.`,
      `Use one of ${TYPES.join(', ')}.`,
    ),
    ...part.refuses(
      'registryBaseUrl',
      (text) => HOMES[registry] === undefined || text === HOMES[registry],
      `"registryBaseUrl" is not the public registry of "${registry}".`,
      `Use "${HOMES[registry]}", or remove "registryBaseUrl".`,
    ),
    ...(registry === 'npm' ? npmFaults(part) : []),
    ...(registry === 'mcpb' ? bundleFaults(part) : []),
    ...[...part.parts('packageArguments'), ...part.parts('runtimeArguments')].flatMap(
      argumentFaults,
    ),
    ...part
      .parts('environmentVariables')
      .flatMap((each) => [
        ...each.lacks('name', 'Add the name of the environment variable.'),
        ...each.refuses(
          'name',
          (text) => VARIABLE.test(text),
          `"${each.text('name')?.text}" is not a valid name of an environment variable.`,
          'Use letters, digits and "_", beginning with a letter.',
        ),
      ]),
    ...transportFaults(part),
  ];
}

const npmFaults = (part: Part): Fault[] => [
  ...part.lacks('version', 'Add the exact version that is published.'),
  ...part.refuses(
    'identifier',
    (text) => !/\s/.test(text),
    'The package name contains spaces.',
    'Use the name of the package on npm.',
  ),
];

const bundleFaults = (part: Part): Fault[] => [
  ...part.lacks('fileSha256', 'Add the SHA-256 of the bundle.'),
  ...part.refuses(
    'fileSha256',
    (text) => HASH.test(text),
    '"fileSha256" is not a SHA-256 hash.',
    'Use 64 hexadecimal digits in lower case.',
  ),
  ...part.refuses(
    'identifier',
    (text) => RELEASE.test(text),
    'The bundle is not a release on GitHub or GitLab whose URL contains "mcp".',
    'Use the URL of such a release.',
  ),
];

function argumentFaults(part: Part): Fault[] {
  const type = part.text('type')?.text;
  if (type === 'positional') {
    return part.get('valueHint')
      ? []
      : part.lacks('value', 'Add "value", or "valueHint" for a value that users enter.');
  }
  if (type !== 'named') {
    const message = 'The type of the argument is neither "named" nor "positional".';
    return [{ at: part.at, message, hint: 'Set "type" to "named" or "positional".' }];
  }
  const { text: name = '' } = part.text('name') ?? {};
  const repeats = (key: string) =>
    part.refuses(
      key,
      (text) => name === '' || !text.startsWith(name),
      `The value repeats the name "${name}".`,
      'Remove the name: clients add it.',
    );
  return [
    ...part.lacks('name', 'Add the name with its dashes.'),
    ...part.refuses(
      'name',
      (text) => !/[<>$ ]/.test(text),
      `"${name}" is not a single option name.`,
      'Use the name only, for example "--port".',
    ),
    ...repeats('value'),
    ...repeats('default'),
  ];
}

function transportFaults(part: Part): Fault[] {
  const transport = part.part('transport');
  if (!transport) return [];
  const type = transport.text('type');
  const url = transport.text('url');
  if (type?.text === 'stdio') {
    return url
      ? [
          {
            at: url.at,
            message: '"url" is not allowed for the transport "stdio".',
            hint: 'Remove "url".',
          },
        ]
      : [];
  }
  if (type?.text !== 'streamable-http' && type?.text !== 'sse') {
    const message = 'The transport type is invalid.';
    return [
      { at: type?.at ?? transport.at, message, hint: 'Use "stdio", "streamable-http" or "sse".' },
    ];
  }
  if (!url) return transport.lacks('url', 'Add the URL on which the package listens.');
  const names = knownNames(part);
  return variablesIn(url.text).flatMap((name) =>
    names.has(name)
      ? []
      : [
          {
            at: url.at,
            message: `"${name}" is not defined in this package.`,
            hint: 'Use the name of an environment variable, an argument or a value hint of the package.',
          },
        ],
  );
}

const knownNames = (part: Part): ReadonlySet<string> =>
  new Set(
    ['packageArguments', 'runtimeArguments', 'environmentVariables']
      .flatMap((key) => part.parts(key))
      .flatMap((each) => [each.text('name'), each.text('valueHint')])
      .flatMap((text) => (text ? [text.text, text.text.replace(/^-+/, '')] : [])),
  );
