import { isObject, objectOrEmpty } from '../../runtime/src/utils/is-object.js';
import { promisedMonth } from '../model/former-name.js';
import { definitionChanges } from './definition-change.js';
import type { ListedPart, ProviderDefinitions, ReleasedTool } from './lock.js';
import { canonicalJson, meaningKey } from './schema.js';
import type { VersionLevel } from './schema-change.js';

/** A change that clients of a release can notice. */
export interface LockChange {
  level: VersionLevel;
  /** The provider, and the part of it, such as `acme › list_rooms`. */
  place: string;
  sentence: string;
}

type PartChange = Pick<LockChange, 'level' | 'sentence'>;
type Providers = Readonly<Record<string, ProviderDefinitions>>;

const LEVELS: readonly VersionLevel[] = ['major', 'minor', 'patch'];

/** Returns all changes between the definitions of a release and the current ones, breaking ones first. */
export function lockChanges(previous: Providers, current: Providers): LockChange[] {
  const names = [...new Set([...Object.keys(previous), ...Object.keys(current)])];
  const changes = names.flatMap((name) => {
    const [previousProvider, currentProvider] = [previous[name], current[name]];
    if (!previousProvider) return [change('minor', name, 'The provider is new.')];
    if (!currentProvider) return [change('major', name, 'The provider is gone.')];
    return providerChanges(name, previousProvider, currentProvider);
  });
  return [...prefixChanges(previous, current), ...changes].toSorted(
    (a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level),
  );
}

/** Returns the changes of the prefix: where one address serves several providers, names begin with that of the provider. */
function prefixChanges(previous: Providers, current: Providers): LockChange[] {
  const [previousCount, currentCount] = [previous, current].map(
    (providersOfVersion) => Object.keys(providersOfVersion).length,
  );
  if (!previousCount || !currentCount || (previousCount === 1) === (currentCount === 1)) return [];
  const verb = currentCount === 1 ? 'no longer begin' : 'begin';
  return [
    change(
      'major',
      '/mcp',
      `At the address of all providers, and over stdio without "--provider", names ${verb} with the name of the provider.`,
    ),
  ];
}

/** Returns the highest level of changes; undefined without changes. */
export const highestLevel = (changes: readonly PartChange[]): VersionLevel | undefined =>
  LEVELS.find((level) => changes.some((change) => change.level === level));

const change = (level: VersionLevel, place: string, sentence: string): LockChange => ({
  level,
  place,
  sentence,
});

function providerChanges(
  provider: string,
  previous: ProviderDefinitions,
  current: ProviderDefinitions,
): LockChange[] {
  const resources = (key: 'resources' | 'resourceTemplates', kind: string) =>
    partChanges(provider, kind, previous[key], current[key], ({ uri, uriTemplate }) =>
      String(uri ?? uriTemplate),
    );
  return [
    ...(previous.instructions === current.instructions
      ? []
      : [change('patch', provider, 'Other instructions.')]),
    ...capabilityChanges(previous.capabilities, current.capabilities).map((capabilityChange) => ({
      ...capabilityChange,
      place: provider,
    })),
    ...surfaceChanges(previous.surface, current.surface).map((sentence) =>
      change('major', provider, sentence),
    ),
    ...toolChanges(provider, previous.tools, current.tools),
    ...resources('resources', 'resource'),
    ...resources('resourceTemplates', 'resource template'),
    ...partChanges(provider, 'prompt', previous.prompts, current.prompts, ({ name }) => name),
  ];
}

const surfaceChanges = (previous: string | undefined, current: string | undefined): string[] => {
  if (previous === undefined || current === undefined || previous === current) return [];
  return [
    current === 'search'
      ? 'Clients no longer list the tools, but tools that find them ("surface: search").'
      : 'Clients list the tools, and no longer those that find them ("surface: search").',
  ];
};

type Capabilities = ProviderDefinitions['capabilities'];

function capabilityChanges(previous: Capabilities, current: Capabilities): PartChange[] {
  const [previousNames, currentNames] = [previous, current].map(capabilityNames);
  const removedNames = [...(previousNames ?? [])].filter((name) => !currentNames?.has(name));
  const newNames = [...(currentNames ?? [])].filter((name) => !previousNames?.has(name));
  return [
    ...removedNames.map((name): PartChange => ({
      level: 'major',
      sentence: `The server no longer offers "${name}".`,
    })),
    ...newNames.map((name): PartChange => ({
      level: 'minor',
      sentence: `The server also offers "${name}".`,
    })),
  ];
}

/** Returns names such as `tools` and `resources.subscribe`. */
const capabilityNames = (capabilities: Capabilities): ReadonlySet<string> =>
  new Set(
    Object.entries(capabilities).flatMap(([name, settings]) => [
      name,
      ...Object.entries(settings ?? {})
        .filter(([, value]) => value !== false)
        .map(([setting]) => `${name}.${setting}`),
    ]),
  );

function toolChanges(
  provider: string,
  previousTools: readonly ReleasedTool[],
  currentTools: readonly ReleasedTool[],
): LockChange[] {
  const [previousNames, currentNames] = [previousTools, currentTools].map(
    (tools) => new Set(tools.map(({ name }) => name)),
  );
  const argumentPlace = (name: string) => `${provider} › ${name}`;
  const addedTools = currentTools.filter(({ name }) => !previousNames?.has(name));
  const isSuccessor = ({ formerly = [] }: ReleasedTool) =>
    formerly.some(
      ({ name }) => name !== undefined && previousNames?.has(name) && !currentNames?.has(name),
    );
  const changes = previousTools.flatMap((previousTool) => {
    const { name } = previousTool;
    const currentTool =
      currentTools.find((tool) => tool.name === name) ??
      currentTools.find(({ formerly = [] }) => formerly.some((entry) => entry.name === name));
    const partChanges = currentTool
      ? changesOfTool(previousTool, currentTool)
      : [goneTool(previousTool, addedTools)];
    return partChanges.map(({ level, sentence }) => change(level, argumentPlace(name), sentence));
  });
  const newTools = addedTools.filter((tool) => !isSuccessor(tool));
  return [
    ...changes,
    ...newTools.map(({ name }) => change('minor', argumentPlace(name), 'The tool is new.')),
  ];
}

/** Returns a tool that is gone, with the new tool that may be the same one. */
function goneTool(tool: ReleasedTool, addedTools: readonly ReleasedTool[]): PartChange {
  const similarTool = addedTools.find(
    ({ description, inputSchema }) =>
      description === tool.description && meaningKey(inputSchema) === meaningKey(tool.inputSchema),
  );
  const advice = similarTool
    ? ` If it is "${similarTool.name}", give that tool formerly: [{ name: '${tool.name}', until: '${promisedMonth()}' }].`
    : '';
  return { level: 'major', sentence: `The tool is gone.${advice}` };
}

function changesOfTool(previousTool: ReleasedTool, currentTool: ReleasedTool): PartChange[] {
  const { name, inputSchema } = previousTool;
  const isRenamed = name !== currentTool.name;
  const entries = (currentTool.formerly ?? []).filter(
    (entry) => entry.name === (isRenamed ? name : undefined),
  );
  const members = schemaProperties(inputSchema);
  const renames = entries.flatMap(({ arguments: names = {}, until }) =>
    Object.entries(names)
      .filter(([former]) => Object.hasOwn(members, former))
      .map(([former, current]) => ({ former, current, until })),
  );
  const constants = Object.assign({}, ...entries.map((entry) => entry.constants)) as Record<
    string,
    unknown
  >;
  const currentNames = new Map(renames.map(({ former, current }) => [former, current]));
  const renameChange = (changeSubject: string, newName: string, until?: string): PartChange => ({
    level: 'minor',
    sentence: `${changeSubject} is "${newName}". Calls with the former name work, which is promised until ${until}.`,
  });
  return [
    ...(isRenamed ? [renameChange('The tool', currentTool.name, entries[0]?.until)] : []),
    ...renames.map(({ former, current, until }) =>
      renameChange(`The argument "${former}"`, current, until),
    ),
    ...Object.keys(constants)
      .filter((argument) =>
        Object.keys(members).some((member) => (currentNames.get(member) ?? member) === argument),
      )
      .map((argument): PartChange => ({
        level: 'major',
        sentence: `The argument "${argument}" is a constant of the former name, so calls that have it fail.`,
      })),
    ...definitionChanges(
      { ...previousTool, inputSchema: asCalled(inputSchema, currentNames, constants) },
      currentTool,
    ),
    ...furtherChanges(previousTool, currentTool),
    ...promiseChanges(
      // After a rename, calls with the former name are those that have former arguments.
      previousTool.formerly?.map((formerName) =>
        isRenamed ? { name, ...formerName } : formerName,
      ),
      currentTool.formerly,
      currentNames,
    ),
  ];
}

const schemaProperties = (schema: unknown): Record<string, unknown> =>
  objectOrEmpty(objectOrEmpty(schema).properties);

/** Returns the schema of the arguments with which calls reach the current tool: by other names, with constants. */
function asCalled(
  schema: unknown,
  names: ReadonlyMap<string, string>,
  constants: Readonly<Record<string, unknown>>,
): unknown {
  if (!isObject(schema) || names.size + Object.keys(constants).length === 0) return schema;
  const toolArgument = (name: string) => names.get(name) ?? name;
  const properties = Object.entries(schemaProperties(schema)).map(([name, member]) => [
    toolArgument(name),
    member,
  ]);
  const constantProperties = Object.entries(constants).map(([name, value]) => [
    name,
    { const: value },
  ]);
  const { required = [] } = schema;
  return {
    ...schema,
    properties: Object.fromEntries([...properties, ...constantProperties]) as object,
    required: [...(required as string[]).map(toolArgument), ...Object.keys(constants)],
  };
}

/**
 * Returns the former names that no longer work, or are promised for less time.
 * @param renames current names of arguments
 */
function promiseChanges(
  previous: ReleasedTool['formerly'] = [],
  current: ReleasedTool['formerly'] = [],
  renames: ReadonlyMap<string, string>,
): PartChange[] {
  const currentArgument = (argument: string) => renames.get(argument) ?? argument;
  return previous.flatMap(
    ({ name, arguments: names = {}, constants = {}, until }): PartChange[] => {
      const newConstants = Object.entries(constants).map(([argument, value]) => [
        currentArgument(argument),
        value,
      ]);
      const isKept = current.some(
        (entry) =>
          entry.name === name &&
          entry.until >= until &&
          Object.entries(names).every(
            ([former, argument]) => entry.arguments?.[former] === currentArgument(argument),
          ) &&
          canonicalJson(entry.constants ?? {}) === canonicalJson(Object.fromEntries(newConstants)),
      );
      if (isKept) return [];
      const formerNames = name ?? Object.keys(names).join('", "');
      return [
        {
          level: 'major',
          sentence: `The former name "${formerNames}" was promised until ${until}, and is gone or promised for less.`,
        },
      ];
    },
  );
}

/** Members of a tool that `definitionChanges` compares, or that are its identity. */
const COMPARED_MEMBERS: ReadonlySet<string> = new Set([
  'name',
  'formerly',
  'description',
  'title',
  'icons',
  'inputSchema',
  'outputSchema',
  'annotations',
  'execution',
  '_meta',
  'unavailable',
]);

/** Changes of members for programs, which may depend on any of their values. */
function furtherChanges(previousTool: ReleasedTool, currentTool: ReleasedTool): PartChange[] {
  return [
    ...taskChanges(previousTool, currentTool),
    ...availabilityChanges(previousTool.unavailable, currentTool.unavailable),
    ...memberChanges('_meta.', previousTool._meta, currentTool._meta),
    ...memberChanges('', previousTool, currentTool, COMPARED_MEMBERS),
  ];
}

/**
 * Changes of task support (MCP 2025-11-25 `ToolExecution`). Clients without tasks get other tools
 * in place of one that requires a task.
 */
function taskChanges(previousTool: ReleasedTool, currentTool: ReleasedTool): PartChange[] {
  const [previous = 'forbidden', current = 'forbidden'] = [previousTool, currentTool].map(
    ({ execution }) => execution?.taskSupport,
  );
  if (previous === current) return [];
  const sentence = `"taskSupport" is "${current}", was "${previous}".`;
  const isAddition = previous === 'forbidden' && current === 'optional';
  return [{ level: isAddition ? 'minor' : 'major', sentence }];
}

function availabilityChanges(previousReason?: string, currentReason?: string): PartChange[] {
  if (previousReason === currentReason) return [];
  if (currentReason === undefined)
    return [{ level: 'minor', sentence: 'The tool is available again.' }];
  return previousReason === undefined
    ? [{ level: 'major', sentence: `The tool is unavailable: ${currentReason}` }]
    : [{ level: 'patch', sentence: 'Another reason why the tool is unavailable.' }];
}

function memberChanges(
  path: string,
  previous: Readonly<Record<string, unknown>> = {},
  current: Readonly<Record<string, unknown>> = {},
  exceptions: ReadonlySet<string> = new Set(),
): PartChange[] {
  const names = [...new Set([...Object.keys(previous), ...Object.keys(current)])];
  return names
    .filter((name) => !exceptions.has(name))
    .filter((name) => canonicalJson(previous[name]) !== canonicalJson(current[name]))
    .map((name): PartChange => {
      const isNew = previous[name] === undefined && path !== '';
      const verb = isNew ? 'is new' : current[name] === undefined ? 'is gone' : 'differs';
      return { level: isNew ? 'minor' : 'major', sentence: `"${path}${name}" ${verb}.` };
    });
}

/** Changes of resources, templates or prompts. */
function partChanges(
  provider: string,
  kind: string,
  previousParts: readonly ListedPart[],
  currentParts: readonly ListedPart[],
  keyOf: (part: ListedPart) => string,
): LockChange[] {
  const previousByKey = new Map(previousParts.map((part) => [keyOf(part), part]));
  const currentByKey = new Map(currentParts.map((part) => [keyOf(part), part]));
  const partPlace = (key: string) => `${provider} › ${kind} ${key}`;
  const changes = Array.from(previousByKey, ([key, previousPart]) => {
    const currentPart = currentByKey.get(key);
    if (!currentPart) return [change('major', partPlace(key), `The ${kind} is gone.`)];
    return partDifferences(previousPart, currentPart).map(({ level, sentence }) =>
      change(level, partPlace(key), sentence),
    );
  });
  const newKeys = [...currentByKey.keys()].filter((key) => !previousByKey.has(key));
  return [
    ...changes.flat(),
    ...newKeys.map((key) => change('minor', partPlace(key), `The ${kind} is new.`)),
  ];
}

function partDifferences(previousPart: ListedPart, currentPart: ListedPart): PartChange[] {
  const {
    arguments: previousArguments = [],
    mimeType: previousType,
    ...previousTexts
  } = previousPart;
  const { arguments: currentArguments = [], mimeType: currentType, ...currentTexts } = currentPart;
  const descriptions = (list: typeof previousArguments) =>
    list.map(({ name, description }) => [name, description]);
  const hasOtherTexts =
    canonicalJson(previousTexts) !== canonicalJson(currentTexts) ||
    canonicalJson(descriptions(previousArguments)) !==
      canonicalJson(descriptions(currentArguments));
  const changes = [
    ...typeChanges(previousType, currentType),
    ...argumentChanges(previousArguments, currentArguments),
  ];
  return hasOtherTexts ? [...changes, { level: 'patch', sentence: 'Other texts.' }] : changes;
}

function typeChanges(previousType = 'not stated', currentType = 'not stated'): PartChange[] {
  if (previousType === currentType) return [];
  return [{ level: 'major', sentence: `"mimeType" is ${currentType}, was ${previousType}.` }];
}

type PromptArguments = NonNullable<ListedPart['arguments']>;

function argumentChanges(previous: PromptArguments, current: PromptArguments): PartChange[] {
  const changes = previous.flatMap(({ name, required: wasRequired = false }): PartChange[] => {
    const currentArgument = current.find((argument) => argument.name === name);
    const subject = `The argument "${name}"`;
    if (!currentArgument) return [{ level: 'major', sentence: `${subject} is gone.` }];
    const { required: isRequired = false } = currentArgument;
    if (isRequired === wasRequired) return [];
    return [
      isRequired
        ? { level: 'major', sentence: `${subject} is required.` }
        : { level: 'minor', sentence: `${subject} is optional.` },
    ];
  });
  const newArguments = current.filter(
    ({ name }) => !previous.some((argument) => argument.name === name),
  );
  return [
    ...changes,
    ...newArguments.map(({ name, required = false }): PartChange => ({
      level: required ? 'major' : 'minor',
      sentence: `The ${required ? 'required ' : ''}argument "${name}" is new.`,
    })),
  ];
}
