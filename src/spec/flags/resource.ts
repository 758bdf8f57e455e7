import type { CommandOption } from '../../model/command.js';
import type { ResourceSpec } from '../../model/spec.js';

/** What flags or answers have said of a resource so far. */
export type ResourceDraft = Partial<ResourceSpec>;

export const RESOURCE_FLAGS = [
  {
    key: 'uri',
    flag: '--uri',
    value: 'uri',
    description: 'fixed, or with variables: "acme://rooms/{room_id}"',
  },
  {
    key: 'path',
    flag: '--path',
    value: 'path',
    description: 'what the API is asked for: "/rooms/{room_id}"',
  },
  { key: 'title', flag: '--title', value: 'text', description: 'its name for people' },
  { key: 'description', flag: '--description', value: 'text', description: 'what it holds' },
  {
    key: 'mimeType',
    flag: '--mime-type',
    value: 'type',
    description: 'of its text (application/json)',
  },
] as const;

export const resourceOptions = (): CommandOption[] =>
  RESOURCE_FLAGS.map(({ flag, value, description }) => ({
    flags: `${flag} <${value}>`,
    description,
    group: 'Resource',
  }));

/** Keys of the options. */
export const resourceKeys: readonly string[] = RESOURCE_FLAGS.map(({ key }) => key);

export function resourceDraft(
  name: string | undefined,
  {
    path,
    uri,
    title,
    description,
    mimeType = 'application/json',
  }: Readonly<Record<string, string>>,
): ResourceDraft {
  return {
    ...(name !== undefined && { name }),
    ...(title !== undefined && { title }),
    ...(description !== undefined && { description }),
    ...(uri !== undefined && { uri }),
    mimeType,
    ...(path !== undefined && { request: { path } }),
  };
}

/** The arguments that would say what a draft lacks. */
export const missingOfResource = ({ name, uri }: ResourceDraft): string[] => [
  ...(name === undefined ? ['<name>'] : []),
  ...(uri === undefined ? ['--uri'] : []),
];

/** Words of a command line that say a resource. */
export const resourceWords = (resource: ResourceSpec): string[] => {
  const said: Readonly<Record<string, string | undefined>> = {
    ...resource,
    request: undefined,
    path: resource.request?.path,
  };
  return [
    resource.name,
    ...RESOURCE_FLAGS.flatMap(({ key, flag }) => {
      const value = said[key];
      return value === undefined || value === 'application/json' ? [] : [flag, value];
    }),
  ];
};
