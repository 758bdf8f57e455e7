import { closest, distance } from 'fastest-levenshtein';
import type { Fault, Part } from './faults.js';

const VALUE = 'description isRequired format value isSecret default placeholder choices';
const INPUT = `${VALUE} variables`;

/** Allowed keys of each object in server.json (server.schema.json of 2025-12-11, "definitions"). */
const KEYS = {
  server:
    '$schema name description title repository version websiteUrl icons packages remotes _meta',
  repository: 'url source id subfolder',
  icon: 'src mimeType sizes theme',
  package:
    'registryType registryBaseUrl identifier version fileSha256 runtimeHint transport runtimeArguments packageArguments environmentVariables',
  transport: 'type url headers',
  remote: 'type url headers variables',
  argument: `${INPUT} type name valueHint isRepeated`,
  named: `${INPUT} name`,
  variable: VALUE,
};

/** Earlier schemas had other keys, and later ones may. */
const SCHEMA = '/2025-12-11/';

/** What the schema does not name: the registry answers "unexpected property", or its publisher drops it. */
export function strayFaults(server: Part): Fault[] {
  if (server.text('$schema')?.text.includes(SCHEMA) !== true) return [];
  const packages = server.parts('packages');
  const remotes = server.parts('remotes');
  const transports = packages.flatMap((each) => each.part('transport') ?? []);
  const inputs = [
    ...packages.flatMap((each) => each.parts('environmentVariables')),
    ...[...transports, ...remotes].flatMap((each) => each.parts('headers')),
  ];
  const args = packages.flatMap((each) => [
    ...each.parts('packageArguments'),
    ...each.parts('runtimeArguments'),
  ]);
  return [
    ...stray([server], 'server'),
    ...stray([server.part('repository')], 'repository'),
    ...stray(server.parts('icons'), 'icon'),
    ...stray(packages, 'package'),
    ...stray(transports, 'transport'),
    ...stray(remotes, 'remote'),
    ...stray(args, 'argument'),
    ...stray(inputs, 'named'),
    ...stray([...args, ...inputs, ...remotes].flatMap(variablesOf), 'variable'),
  ];
}

function stray(parts: readonly (Part | undefined)[], kind: keyof typeof KEYS): Fault[] {
  const known = KEYS[kind].split(' ');
  return parts.flatMap((part) => {
    if (part?.node.is !== 'map') return [];
    return part.node.entries.flatMap(({ key, ...span }) => {
      if (known.includes(key)) return [];
      const near = closest(plain(key), known.map(plain));
      const meant = known.find((each) => plain(each) === near) ?? '';
      return [
        {
          at: part.document.at(span),
          message: `Unknown key "${key}".`,
          hint:
            distance(near, plain(key)) <= 2 && part.get(meant) === undefined
              ? `Did you mean "${meant}"?`
              : 'Remove it, or move it to "_meta".',
        },
      ];
    });
  });
}

/** Of a map, the values. */
function variablesOf(part: Part): Part[] {
  const node = part.get('variables');
  return node?.is === 'map'
    ? node.entries.flatMap(({ key }) => part.part('variables')?.part(key) ?? [])
    : [];
}

const plain = (key: string) => key.toLowerCase().replace(/[-_]/g, '');
