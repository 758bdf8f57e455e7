import type { CommandOption } from '../../model/command.js';
import type { JsonSchemaObject } from '../../model/json-schema.js';
import { kebabCase } from '../../model/names.js';
import type { AuthStyles } from '../schema.js';
import type { ProviderDraft } from './draft.js';

/** Flags about the provider, with the keys of a spec that they say. */
export const PROVIDER_FLAGS = [
  { flag: '--name', key: 'name', value: 'name', description: 'its name, such as acme_chat' },
  { flag: '--display-name', key: 'displayName', value: 'text', description: 'its name for people' },
  { flag: '--description', key: 'description', value: 'text', description: 'what it is for' },
  { flag: '--base-url', key: 'baseUrl', value: 'url', description: 'where the API is' },
] as const;

/** Flags about the tool that the last `--tool` before them began. */
const TOOL_FLAGS = [
  { flag: '--tool', value: 'tool', description: 'a tool: "send_message: Post a message"' },
  { flag: '--title', value: 'text', description: 'its name for people' },
  { flag: '--request', value: 'call', description: 'the call: "POST /rooms/{room_id}/messages"' },
  { flag: '--param', value: 'param', description: 'an argument: "limit:integer=50 How many"' },
  { flag: '--result', value: 'param', description: 'a property of the result: "id:string!"' },
  { flag: '--annotation', value: 'hint', description: 'an MCP hint: "readOnlyHint=true"' },
] as const;

/** A service is known by its name alone: its preset says how it signs in. */
const PRESET = 'preset';

export const authFlag = (setting: string) =>
  setting === PRESET ? '--preset' : `--auth-${kebabCase(setting)}`;

/** Settings by the flags that say them. */
export const authFlags = (settings: Iterable<string>): Map<string, string> =>
  new Map([['--auth', 'style'], ...Array.from(settings, (key) => [authFlag(key), key] as const)]);

/** Completes what flags have said with what a preset says beside its settings. */
export function withPreset(draft: ProviderDraft, styles: AuthStyles): ProviderDraft {
  const { auth } = draft;
  if (auth?.[PRESET] === undefined) return draft;
  const knowing = Object.keys(styles).find(
    (name) => PRESET in (styles[name]?.settings.properties ?? {}),
  );
  const style = auth.style ?? knowing;
  if (style === undefined) return draft;
  const baseUrl = Object.hasOwn(styles, style) ? styles[style]?.baseUrl?.(auth) : undefined;
  return { ...(baseUrl !== undefined && { baseUrl }), ...draft, auth: { style, ...auth } };
}

/** All settings of auth styles that a flag can say; those of one name have one type in all styles. */
export function authSettings(styles: AuthStyles): Map<string, JsonSchemaObject> {
  const properties = Object.values(styles).flatMap(({ settings }) =>
    Object.entries(settings.properties),
  );
  return new Map(properties.filter(([, { type }]) => type !== 'object'));
}

/** All flags that describe a provider and its tools, for the description of a command. */
export const providerOptions = (styles: AuthStyles): CommandOption[] => [
  ...PROVIDER_FLAGS.map((row) => option(row, 'Provider')),
  {
    ...option({ flag: '--auth', value: 'style', description: 'how it signs in' }, 'Provider'),
    choices: Object.keys(styles),
  },
  ...Array.from(authSettings(styles), ([key, schema]) =>
    option({ flag: authFlag(key), ...saidOf(key, schema) }, 'Provider'),
  ),
  ...toolOptions(),
];

/** What stands beside the flag of a setting. */
function saidOf(key: string, { description = '', enum: names = [] }: JsonSchemaObject) {
  return key === PRESET
    ? { value: 'name', description: `a service whose sign-in is known: ${names.join(', ')}` }
    : { value: 'value', description };
}

/** The flags that describe tools. */
export const toolOptions = (): CommandOption[] => TOOL_FLAGS.map((row) => option(row, 'Tools'));

const option = (
  { flag, value, description }: { flag: string; value: string; description: string },
  group: string,
): CommandOption => ({ flags: `${flag} <${value}>`, description, repeat: 'ordered', group });
