import { printCode } from '../codegen/print/layout.js';
import { memberSource } from '../codegen/print/statement.js';
import { propertyKey, str } from '../codegen/print/text-literal.js';
import { type SharedSchemas, sharedSchemas } from '../codegen/shared-schemas.js';
import { hasCode, kindOf } from '../kinds/kind-of.js';
import {
  type CodeHome,
  type CodeSource,
  isBound,
  type Kind,
  type ToolNames,
} from '../model/kind.js';
import { camelCase, kebabCase } from '../model/names.js';
import { relPath } from '../model/path.js';
import type { RenderedFile } from '../model/plan.js';
import type { PromptSpec, ProviderSpec, ResourceSpec, ToolSpec } from '../model/spec.js';
import { unimplementedMessage } from '../model/unimplemented-in.js';
import { promptCase, resourceCase, statedToolCases } from './fixture/cases.js';
import { valueCode } from './fixture/constants.js';
import { promptFile, promptModule } from './prompt-module.js';
import { resourceFile, resourceModule } from './resource-module.js';
import { schemaModule, toolModule } from './tool-module.js';

/** A rendered tool, resource or prompt, for an existing provider. */
export interface RenderedPart {
  kind: 'tool' | 'resource' | 'prompt';
  name: string;
  files: RenderedFile[];
  /** The module that registers it: path from the project's root, without extension. */
  module: string;
  /** Its case in the provider's tests; absent if there is nothing to test. */
  test?: RenderedCase;
}

/** A member of an object in the fixture of `tests/<provider>.test.ts`. */
interface RenderedCase {
  section: 'tools' | 'resources' | 'prompts';
  name: string;
  /** Source of an object, indented by two spaces per level. */
  source: string;
}

export interface RenderContext extends Pick<ProviderSpec, 'name' | 'kind'> {
  settings?: object | undefined;
  /** Code that the parts share with further tools; by default, only that which they share with each other. */
  shared?: Shared;
}

/** @param provider with the settings that its code states, for tests */
export function renderParts(
  { name: provider, kind: kindName, settings, shared: sharedWithOthers }: RenderContext,
  { tools, resources, prompts }: Pick<ProviderSpec, 'tools' | 'resources' | 'prompts'>,
): RenderedPart[] {
  const root = `src/providers/${provider}`;
  const kind = kindOf(kindName);
  const shared = sharedWithOthers ?? findSharedCode(tools, kind);
  const partHome = { kind, ...shared };
  const common = renderShared(provider, shared);
  return [
    ...tools.map((tool) => {
      const part = toolPart(provider, root, tool, partHome, settings);
      return { ...part, files: [...part.files, ...common] };
    }),
    ...resources.map((resource) => resourcePart(provider, root, resource, partHome)),
    ...prompts.map((prompt) => promptPart(provider, root, prompt)),
  ];
}

function toolPart(
  provider: string,
  root: string,
  tool: ToolSpec,
  partHome: PartHome,
  settings: object | undefined,
): RenderedPart {
  const { name } = tool;
  const { kind } = partHome;
  const { file } = toolIdentifiers(name, kind);
  return {
    kind: 'tool',
    name,
    files: [renderTool(provider, tool, partHome)],
    module: `${root}/tools/${file}`,
    test: testCase('tools', name, statedToolCases(kind, tool, settings)),
  };
}

function resourcePart(
  provider: string,
  root: string,
  resource: ResourceSpec,
  partHome: Omit<PartHome, 'schemas'>,
): RenderedPart {
  const { name } = resource;
  const { kind } = partHome;
  const testedCase = resourceCase(kind, resource);
  return {
    kind: 'resource',
    name,
    files: renderResource(provider, resource, partHome),
    module: `${root}/resources/${resourceFile(name)}`,
    ...(testedCase && { test: testCase('resources', name, testedCase) }),
  };
}

function promptPart(provider: string, root: string, prompt: PromptSpec): RenderedPart {
  const { name } = prompt;
  return {
    kind: 'prompt',
    name,
    files: [renderPrompt(provider, prompt)],
    module: `${root}/prompts/${promptFile(name)}`,
    test: testCase('prompts', name, promptCase(prompt)),
  };
}

/** Indentation of a case. */
const MARGIN = ' '.repeat(4);

function testCase(section: RenderedCase['section'], name: string, value: object): RenderedCase {
  const text = printCode(valueCode(value), `${MARGIN}${propertyKey(name)}: `);
  return { section, name, source: text.replaceAll(`\n${MARGIN}`, '\n') };
}

/** The data on which the code of a provider's parts depends. */
interface PartHome extends CodeHome {
  kind: Kind;
  schemas: SharedSchemas;
}

export const renderTool = (
  provider: string,
  tool: ToolSpec,
  { kind, schemas, ...codeHome }: PartHome,
): RenderedFile => {
  const names = toolIdentifiers(tool.name, kind);
  const writtenCode = hasCode(tool, kind) ? kind.render.toolCode?.(tool, codeHome) : undefined;
  const code = writtenCode ?? placeholderCode('run', tool.name);
  const isStated = tool.annotations !== undefined || isBound(tool, kind.spec.tool);
  const member = isStated ? code.member : `${UNSTATED_EFFECT_COMMENT}\n${code.member}`;
  const defaultedNames = argumentsWithDefault(tool, kind);
  const text = toolModule(tool, names, {
    code: { ...code, member },
    defaultedNames,
    sharedNameOf: schemas.names,
    groups: schemas.groups,
  });
  return fileIn(provider, `tools/${names.file}.ts`, text);
};

/** Returns the shared files of a provider's tools: `schemas/`, and a module of their kind. */
export const renderShared = (
  provider: string,
  { schemas, sharedModule }: Shared,
): RenderedFile[] => [
  ...Array.from(schemas.files, ([file, constant]) =>
    fileIn(provider, `schemas/${file}.ts`, schemaModule(constant)),
  ),
  ...(sharedModule ? [fileIn(provider, `${sharedModule.file}.ts`, sharedModule.text)] : []),
];

/** Returns arguments whose default the call gets; all by default. */
export function argumentsWithDefault(
  tool: ToolSpec,
  { spec: { tool: binding } }: Kind,
): readonly string[] {
  if (binding?.defaultedArguments && isBound(tool, binding))
    return binding.defaultedArguments(tool);
  return Object.keys(tool.inputSchema.properties ?? {});
}

export function renderResource(
  provider: string,
  spec: ResourceSpec,
  { kind }: Omit<PartHome, 'schemas'>,
): RenderedFile[] {
  const writtenCode = isBound(spec, kind.spec.resource)
    ? kind.render.resourceCode?.(spec)
    : undefined;
  const code = writtenCode ?? placeholderCode('read', spec.name);
  const path = `resources/${resourceFile(spec.name)}`;
  return [
    fileIn(provider, `${path}.ts`, resourceModule(spec, code)),
    ...(code.data === undefined ? [] : [fileIn(provider, `${path}.json`, code.data)]),
  ];
}

export const renderPrompt = (provider: string, spec: PromptSpec): RenderedFile =>
  fileIn(provider, `prompts/${promptFile(spec.name)}.ts`, promptModule(spec));

const fileIn = (provider: string, path: string, text: string): RenderedFile => ({
  path: relPath(`src/providers/${provider}/${path}`),
  text,
});

export type Shared = ReturnType<typeof findSharedCode>;

/**
 * Returns the shared code of a kind's tools.
 * @param keptFiles files of schemas that stay although too few tools use them
 */
export function findSharedCode(
  tools: readonly ToolSpec[],
  kind: Kind,
  keptFiles: ReadonlySet<string> = new Set(),
) {
  const { render } = kind;
  const sharedModule = render.sharedModule?.(tools);
  const names = sharedModule?.names.values() ?? [];
  const takenNames = [...TAKEN_IDENTIFIERS, ...render.identifiers, ...names];
  const schemas = sharedSchemas(
    tools,
    takenNames,
    (tool) => argumentsWithDefault(tool, kind),
    keptFiles,
  );
  return { schemas, sharedModule };
}

/** Names that the module of a tool imports or declares. */
const TAKEN_IDENTIFIERS = [
  'argumentsText',
  'exactInteger',
  'exactNumber',
  'fromApi',
  'int64',
  'itemFields',
  'rawSchema',
  'tool',
  'ToolError',
  'z',
];

/** Returns the names of a tool's constants, none of one word, which could conflict with one of the directory `schemas`. */
export function toolIdentifiers(
  tool: string,
  { render: { identifiers, functions = 'inside' } }: Kind,
): ToolNames {
  const camel = camelCase(tool, 'Tool');
  const isTaken =
    functions === 'outside' ||
    [...TAKEN_IDENTIFIERS, ...identifiers].includes(camel) ||
    !/[A-Z]/.test(camel);
  return { file: kebabCase(tool), constant: isTaken ? `${camel.replace(/Tool$/, '')}Tool` : camel };
}

/**
 * Comment above the function of a tool that the author writes. In MCP, a tool without annotations may
 * be destructive and open-world.
 */
const UNSTATED_EFFECT_COMMENT = [
  '  // Clients ask before they call it, unless it states that it changes nothing:',
  '  // annotations: { readOnlyHint: true, openWorldHint: false },',
].join('\n');

/** Returns the code of a part without a binding, for every kind. */
const placeholderCode = (member: 'run' | 'read', name: string): CodeSource => ({
  imports: { 'mcp-provider': ['ToolError'] },
  member: memberSource(member, {
    parameters: [],
    statements: [`throw new ToolError(${str(unimplementedMessage(name))});`],
  }),
});
