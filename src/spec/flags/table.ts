import type { CommandOption } from '../../model/command.js';
import type { JsonSchemaObject } from '../../model/json-schema.js';
import { DEFAULT_KIND, type KindOptions } from '../../model/kind.js';
import type { AuthStyles } from '../../model/kinds-and-styles.js';
import { kebabCase, wordsOfName } from '../../model/names.js';
import type { AuthSpec } from '../../model/spec.js';
import { toolOptions as libraryOptions } from '../../model/tool-options.js';
import { alternatives, quote } from '../sentence.js';
import type { ProviderDraft } from './draft.js';

/** An option of a provider and its path in a spec. */
export interface ProviderRow extends FlagRow {
  path: readonly string[];
  /** JSON Schema of the value; a string if absent. */
  schema?: JsonSchemaObject;
  choices?: readonly string[];
  default?: string;
}

/** Texts about providers of every kind. */
const TEXTS: readonly ProviderRow[] = [
  {
    flag: '--name',
    path: ['name'],
    value: 'name',
    description: 'name of the provider, such as acme_chat',
    common: true,
  },
  {
    flag: '--display-name',
    path: ['displayName'],
    value: 'text',
    description: 'display name of the provider',
  },
  {
    flag: '--description',
    path: ['description'],
    value: 'text',
    description: 'description of the provider',
    common: true,
  },
  {
    flag: '--surface',
    path: ['surface'],
    value: 'tools|search',
    description: 'list all tools, or a few that find and call them',
  },
];

/** Returns the option of a kind's setting. */
export const settingFlag = ({ key }: { key: string }) => `--${kebabCase(key)}`;

export const KIND_FLAG = '--kind';

/** Returns whether there is more than one kind to choose from. */
export const hasKinds = (kinds: object) => Object.keys(kinds).length > 1;

/** Options of the tool that the preceding `--tool` started. */
const TOOL_FLAGS = [
  {
    flag: '--tool',
    value: 'tool',
    description: 'a tool: "send: Post a message", or "GET /rooms limit"',
    common: true,
  },
  { flag: '--title', value: 'text', description: 'display name of the tool' },
  {
    flag: '--param',
    value: 'param',
    description: 'an argument: "limit:integer=50 How many"',
  },
  { flag: '--result', value: 'param', description: 'a property of the result: "id:string!"' },
  {
    flag: '--annotation',
    value: 'hint',
    description: 'an MCP hint: "readOnlyHint=true"',
  },
  {
    flag: '--confirm',
    value: 'text',
    description: 'question to the user before it runs: "Delete room {room_id}?"',
  },
  {
    flag: '--keyword',
    value: 'word',
    description: 'with --surface search: a word that finds the tool',
  },
  ...Object.entries(libraryOptions).flatMap(([key, { flag }]) =>
    flag ? [{ flag: `--${key}`, ...flag }] : [],
  ),
] as const;

/** Setting with the name of a known service, whose preset states how it authenticates requests. */
export const PRESET = 'preset';

export const authFlag = (setting: string) =>
  setting === PRESET ? '--preset' : `--auth-${kebabCase(setting)}`;

/** Completes the draft with the keys of a preset other than its settings. */
export function withPreset(draft: ProviderDraft, styles: AuthStyles): ProviderDraft {
  const { auth } = draft;
  if (auth?.[PRESET] === undefined) return draft;
  const style = auth.style ?? stylesWith(PRESET, styles)[0];
  if (style === undefined) return draft;
  return { ...settingsImpliedBy({ style, ...auth }, styles), ...draft, auth: { style, ...auth } };
}

/** Returns the settings of the provider that its auth section implies. */
export const settingsImpliedBy = (
  auth: AuthSpec,
  styles: AuthStyles,
): Readonly<Record<string, string>> =>
  (Object.hasOwn(styles, auth.style) ? styles[auth.style]?.provides?.(auth) : undefined) ?? {};

/** Returns the styles that have a setting. */
export const stylesWith = (setting: string, styles: AuthStyles): string[] =>
  Object.keys(styles).filter((name) =>
    Object.hasOwn(styles[name]?.settings.properties ?? {}, setting),
  );

/**
 * Returns all settings of auth styles that an option can state. Settings with one name have the
 * same type in all styles. The schema is that of the style with the most choices.
 */
function authSettings(styles: AuthStyles): Map<string, JsonSchemaObject> {
  const schemas = new Map<string, JsonSchemaObject>();
  const choices = (schema?: JsonSchemaObject) => schema?.enum?.length ?? 0;
  for (const { settings } of Object.values(styles))
    for (const [key, schema] of Object.entries(settings.properties))
      if (schema.type !== 'object' && choices(schema) >= choices(schemas.get(key)))
        schemas.set(key, schema);
  return schemas;
}

/** The parts of kinds that the help needs. */
type KindHelp = Readonly<Record<string, KindOptions>>;

/** Returns all options of a provider except those of its tools, in the order of the help. */
export const providerRows = (kinds: KindHelp, styles: AuthStyles): ProviderRow[] => [
  ...TEXTS,
  ...(hasKinds(kinds)
    ? [
        {
          path: ['kind'],
          ...{ flag: KIND_FLAG, value: 'kind', description: 'kind of system' },
          choices: Object.keys(kinds),
          default: DEFAULT_KIND,
        },
      ]
    : []),
  ...Object.values(kinds).flatMap(({ spec }) =>
    spec.settings.map(({ key, option }) => ({
      path: [key],
      flag: settingFlag({ key }),
      ...option,
    })),
  ),
  {
    path: ['auth', 'style'],
    ...{ flag: '--auth', value: 'style', description: 'sign-in', common: true },
    choices: Object.keys(styles),
  },
  ...Array.from(authSettings(styles), ([key, schema]) => ({
    ...{ path: ['auth', key], flag: authFlag(key), schema },
    ...settingHelp(key, schema, stylesWith(key, styles)),
  })),
];

/** Returns all options that describe a provider and its tools, for the description of a command. */
export const providerOptions = (kinds: KindHelp, styles: AuthStyles): CommandOption[] => [
  ...providerRows(kinds, styles).map(({ path: _, schema: __, ...row }) => option(row, 'Provider')),
  ...toolOptions(kinds),
];

/** Maximum length in characters; longer texts do not fit beside an option. */
const MAX_FORM_LENGTH = 20;

/** Returns the help text of a setting: its format, and the description of its schema. */
function settingHelp(key: string, schema: JsonSchemaObject, homes: readonly string[]) {
  const { description = '', format, type } = schema;
  const choices = (schema.enum ?? (type === 'boolean' ? [true, false] : [])).map(String);
  const areWords = choices.every((choice) => /^[\w-]+$/.test(choice));
  const form = choices.join('|');
  const isShort = areWords && form.length <= MAX_FORM_LENGTH;
  const choiceList = areWords ? choices.join(', ') : alternatives(choices.map(quote));
  return {
    value: (isShort && form) || (format === 'uri' ? 'url' : (wordsOfName(key).at(-1) ?? key)),
    description: [
      firstPhrase(description),
      isShort ? '' : `: ${choiceList}`,
      type === 'array' ? ', separated by spaces; repeatable' : '',
      ` (${homes.join(', ')})`,
    ].join(''),
  };
}

/**
 * Returns a text for a row of the help, which is not a sentence: "Where people sign in. And more."
 * becomes "where people sign in".
 */
const firstPhrase = (text: string) =>
  text.replace(/\.(\s.*)?$/s, '').replace(/^[A-Z](?![A-Z])/, (letter) => letter.toLowerCase());

/** Returns the options that describe tools. */
export function toolOptions(kinds: KindHelp): CommandOption[] {
  const [begin, title, ...otherOptions] = TOOL_FLAGS;
  const calls = Object.values(kinds).flatMap(({ spec: { tool } }) =>
    tool ? [tool.option, ...(tool.furtherOptions ?? [])] : [],
  );
  return [begin, title, ...calls, ...otherOptions].map((row) => option(row, 'Tools'));
}

interface FlagRow extends Pick<CommandOption, 'description' | 'common'> {
  flag: string;
  value: string;
}

/** Returns the option of a command for a row. */
export const flagOption = (
  { flag, value, ...helpTexts }: FlagRow,
  group: string,
): CommandOption => ({
  flags: `${flag} <${value}>`,
  ...helpTexts,
  group,
});

const option = (row: FlagRow, group: string): CommandOption => ({
  ...flagOption(row, group),
  repeat: 'ordered',
});
