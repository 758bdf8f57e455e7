import type {
  ListPromptsResult,
  Resource,
  ResourceTemplateType,
} from '@modelcontextprotocol/client';
import type { Formerly, ToolAnnotations } from '../call/define/definitions.js';
import type { Icon } from '../call/result/content.js';

/**
 * The entries of another MCP server that a project serves: `remote.json`. Definitions stay as they
 * were when they were accepted, so a server cannot change what a model reads.
 */
export interface RemoteCatalog {
  /** The server in provider-config.yaml when the definitions were accepted. */
  server?: string;
  /** Instructions of the server for the use of its tools. Absent: clients get those of the provider. */
  instructions?: string;
  tools?: readonly RemoteTool[];
  resources?: readonly RemoteResource[];
  prompts?: readonly RemotePrompt[];
}

/** A tool as the server lists it; other members are listed, too. */
export interface RemoteTool {
  name: string;
  /** Name of the tool at the server, if it differs. */
  remoteName?: string;
  title?: string;
  description?: string;
  inputSchema: Readonly<Record<string, unknown>>;
  outputSchema?: Readonly<Record<string, unknown>>;
  annotations?: ToolAnnotations;
  icons?: Icon[];
  _meta?: Readonly<Record<string, unknown>>;
  /** Former names in the project. */
  formerly?: readonly Formerly[];
  /** Question of this project that the user confirms before the server gets the call. */
  confirm?: string;
}

/** A resource or, with `uriTemplate`, a template of resources (RFC 6570). */
export interface RemoteResource {
  name: string;
  uri?: string;
  uriTemplate?: string;
  title?: string;
  description?: string;
  mimeType?: string;
  /** Size of the content in bytes. */
  size?: number;
  icons?: Icon[];
  annotations?: Readonly<Record<string, unknown>>;
  _meta?: Readonly<Record<string, unknown>>;
}

/** A prompt of the server, as the catalog has it. */
export interface RemotePrompt {
  name: string;
  remoteName?: string;
  title?: string;
  description?: string;
  arguments?: readonly { name: string; description?: string; required?: boolean }[];
  icons?: Icon[];
  _meta?: Readonly<Record<string, unknown>>;
}

interface ResourceLists {
  resources: readonly Resource[];
  resourceTemplates: readonly ResourceTemplateType[];
}

/**
 * Returns the resources and templates of a server, without templates that repeat a resource because
 * they have no variables.
 */
export function resourcesOf({ resources, resourceTemplates }: ResourceLists): RemoteResource[] {
  const uris = new Set(resources.map(({ uri }) => uri));
  const templates = resourceTemplates.filter(({ uriTemplate }) => !uris.has(uriTemplate));
  return withUniqueNames([
    ...resources.map(({ uri, ...resource }) => ({ ...catalogMembers(resource), uri })),
    ...templates.map(({ uriTemplate, ...resource }) => ({
      ...catalogMembers(resource),
      uriTemplate,
    })),
  ]);
}

const catalogMembers = ({
  name,
  title,
  description,
  mimeType,
  size,
  ...otherMembers
}: Omit<Resource, 'uri'>) => ({
  name,
  ...(title !== undefined && { title }),
  ...(description !== undefined && { description }),
  ...(mimeType !== undefined && { mimeType }),
  ...(size !== undefined && { size }),
  ...optionalMembers(otherMembers),
});

const optionalMembers = ({ icons, annotations, _meta }: Omit<Resource, 'uri' | 'name'>) => ({
  ...(icons && { icons: icons as Icon[] }),
  ...(annotations && { annotations }),
  ...(_meta && { _meta }),
});

/** Returns the prompts that a server lists, with the members that a catalog has. */
export const promptsOf = ({ prompts }: Pick<ListPromptsResult, 'prompts'>): RemotePrompt[] =>
  prompts.map(({ name, title, description, arguments: args, icons, _meta }) => ({
    name,
    ...(title !== undefined && { title }),
    ...(description !== undefined && { description }),
    ...(args && {
      arguments: args.map((argument) => ({
        name: argument.name,
        ...(argument.description !== undefined && { description: argument.description }),
        ...(argument.required !== undefined && { required: argument.required }),
      })),
    }),
    ...optionalMembers({ icons, _meta }),
  }));

/**
 * Makes names unique, because they are keys here: servers may give several resources one name. No
 * name is that of a member that every object has.
 */
function withUniqueNames(resources: RemoteResource[]): RemoteResource[] {
  const counts = new Map(Object.getOwnPropertyNames(Object.prototype).map((name) => [name, 1]));
  return resources.map((resource) => {
    let { name } = resource;
    let count = counts.get(name) ?? 0;
    while (counts.has(name)) name = `${resource.name} (${++count})`;
    counts.set(resource.name, count).set(name, 1);
    return { ...resource, name };
  });
}
