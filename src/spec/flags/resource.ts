import type { CommandOption } from '../../model/command.js';
import type { Kind, KindOptions } from '../../model/kind.js';
import { camelCase } from '../../model/names.js';
import type { ResourceSpec } from '../../model/spec.js';
import { flagOption } from './table.js';

/** The parts of a resource that options or answers have stated so far. */
export type ResourceDraft = Partial<ResourceSpec>;

const RESOURCE_FLAGS = [
  {
    key: 'uri',
    flag: '--uri',
    value: 'uri',
    description: 'URI, fixed or with variables: "acme://rooms/{room_id}"',
    common: true,
  },
  { key: 'title', flag: '--title', value: 'text', description: 'display name of the resource' },
  {
    key: 'description',
    flag: '--description',
    value: 'text',
    description: 'description of the resource',
    common: true,
  },
  {
    key: 'mimeType',
    flag: '--mime-type',
    value: 'type',
    description: 'media type of its text (default: application/json)',
  },
] as const;

/** Returns the key of an option: `--mime-type` has the key `mimeType`. */
const optionKey = (flag: string) => camelCase(flag.slice(2));

export const resourceOptions = (kinds: Readonly<Record<string, KindOptions>>): CommandOption[] => {
  const [uri, ...otherOptions] = RESOURCE_FLAGS;
  const readOptions = Object.values(kinds).flatMap(({ spec }) => spec.resource?.option ?? []);
  return [uri, ...readOptions, ...otherOptions].map((row) => flagOption(row, 'Resource'));
};

/** Values of `resourceOptions`; kinds have options of their own, by `resourceKeys`. */
export type ResourceOptions = Partial<Record<(typeof RESOURCE_FLAGS)[number]['key'], string>>;

/** Returns the keys of the options. */
export const resourceKeys = (kinds: Readonly<Record<string, KindOptions>>): string[] => [
  ...RESOURCE_FLAGS.map(({ key }) => key),
  ...Object.values(kinds).flatMap(({ spec }) =>
    spec.resource ? [optionKey(spec.resource.option.flag)] : [],
  ),
];

/** Returns the option that sets each key of a resource. */
export const resourceRows = ({ spec: { resource } }: Kind) => [
  ...RESOURCE_FLAGS,
  ...(resource ? [{ key: resource.key, flag: resource.option.flag }] : []),
];

/** Returns the values of options by the keys of a resource. */
export const resourceValues = (
  values: Readonly<Record<string, string>>,
  { spec: { resource } }: Kind,
): Readonly<Record<string, string | undefined>> => ({
  ...values,
  ...(resource && { [resource.key]: values[optionKey(resource.option.flag)] }),
});

export function resourceDraft(
  name: string | undefined,
  values: Readonly<Record<string, string>>,
  { spec: { resource } }: Kind,
): ResourceDraft {
  const { uri, title, description, mimeType = 'application/json' } = values;
  const binding = resource && values[optionKey(resource.option.flag)];
  return {
    ...(name !== undefined && { name }),
    ...(title !== undefined && { title }),
    ...(description !== undefined && { description }),
    ...(uri !== undefined && { uri }),
    mimeType,
    ...(binding !== undefined && resource?.option.read(binding)),
  };
}

/** Returns a command line arguments for the missing parts of a draft. */
export const missingOfResource = ({ name, uri }: ResourceDraft): string[] => [
  ...(name === undefined ? ['<name>'] : []),
  ...(uri === undefined ? ['--uri'] : []),
];

/** Returns the words of a command line that state a resource. */
export const resourceWords = (resource: ResourceSpec, kind: Kind): string[] => {
  const { option } = kind.spec.resource ?? {};
  const optionWords = (name: string, value: string | undefined) =>
    value === undefined || value === 'application/json' ? [] : [name, value];
  const [uri, ...otherOptions] = RESOURCE_FLAGS;
  return [
    resource.name,
    ...optionWords(uri.flag, resource.uri),
    ...(option ? optionWords(option.flag, option.write(resource)) : []),
    ...otherOptions.flatMap((row) => optionWords(row.flag, resource[row.key])),
  ];
};
