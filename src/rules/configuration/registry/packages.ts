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

/** What the registry refuses about one of `packages`. */
export function packageFaults(part: Part): Fault[] {
  const { text: registry = '' } = part.text('registryType') ?? {};
  const absent = (ABSENT[registry] ?? []).flatMap((key) => {
    const node = part.get(key);
    const message = `A package of the type "${registry}" has no "${key}".`;
    return node ? [{ at: part.document.at(node), message, hint: 'Remove it.' }] : [];
  });
  return [
    ...['registryType', 'identifier', 'transport'].flatMap((key) =>
      part.lacks(key, `Add "${key}": the registry refuses a package without it.`),
    ),
    ...absent,
    ...part.refuses(
      'registryType',
      (text) => TYPES.includes(text),
      `The registry knows no packages of the type "${registry}".`,
      `Use one of ${TYPES.join(', ')}.`,
    ),
    ...part.refuses(
      'registryBaseUrl',
      (text) => HOMES[registry] === undefined || text === HOMES[registry],
      `The registry takes packages of the type "${registry}" from one place only.`,
      `Write "${HOMES[registry]}", or leave it out.`,
    ),
    ...(registry === 'npm' ? npmFaults(part) : []),
    ...(registry === 'mcpb' ? bundleFaults(part) : []),
    ...[...part.parts('packageArguments'), ...part.parts('runtimeArguments')].flatMap(
      argumentFaults,
    ),
    ...part
      .parts('environmentVariables')
      .flatMap((each) => [
        ...each.lacks('name', 'Name the environment variable.'),
        ...each.refuses(
          'name',
          (text) => VARIABLE.test(text),
          `"${each.text('name')?.text}" is no name of an environment variable.`,
          'Use letters, digits and "_", and no digit at the beginning.',
        ),
      ]),
    ...transportFaults(part),
  ];
}

const npmFaults = (part: Part): Fault[] => [
  ...part.lacks('version', 'Name the exact version that is published.'),
  ...part.refuses(
    'identifier',
    (text) => !/\s/.test(text),
    'The name of a package has no blanks.',
    'Write it as npm does.',
  ),
];

const bundleFaults = (part: Part): Fault[] => [
  ...part.lacks('fileSha256', 'Add the SHA-256 of the bundle.'),
  ...part.refuses(
    'fileSha256',
    (text) => HASH.test(text),
    'This is no SHA-256.',
    'Write its 64 digits in lower case.',
  ),
  ...part.refuses(
    'identifier',
    (text) => RELEASE.test(text),
    'The registry does not take a bundle from here.',
    'Name a release at GitHub or GitLab whose address contains "mcp".',
  ),
];

function argumentFaults(part: Part): Fault[] {
  const type = part.text('type')?.text;
  if (type === 'positional') {
    return part.get('valueHint')
      ? []
      : part.lacks('value', 'Add "value", or "valueHint" for what people fill in.');
  }
  if (type !== 'named') {
    const message = 'An argument is either named or positional.';
    return [{ at: part.at, message, hint: 'Set "type" to "named" or "positional".' }];
  }
  const { text: name = '' } = part.text('name') ?? {};
  const repeats = (key: string) =>
    part.refuses(
      key,
      (text) => name === '' || !text.startsWith(name),
      `The value begins with the name "${name}".`,
      'Leave the name out of it: a client writes both.',
    );
  return [
    ...part.lacks('name', 'Add the name, with its dashes.'),
    ...part.refuses(
      'name',
      (text) => !/[<>$ ]/.test(text),
      `"${name}" is more than a name.`,
      'Write the name alone, such as "--port".',
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
      ? [{ at: url.at, message: 'Over stdio there is no address.', hint: 'Remove it.' }]
      : [];
  }
  if (type?.text !== 'streamable-http' && type?.text !== 'sse') {
    const message = 'The registry knows no such transport.';
    return [
      { at: type?.at ?? transport.at, message, hint: 'Use "stdio", "streamable-http" or "sse".' },
    ];
  }
  if (!url) return transport.lacks('url', 'Add the address that the package listens on.');
  const names = knownNames(part);
  return variablesIn(url.text).flatMap((name) =>
    names.has(name)
      ? []
      : [
          {
            at: url.at,
            message: `Nothing of this package is called "${name}".`,
            hint: 'Name an environment variable, an argument or a value hint of the package.',
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
