import type { Icon } from '../provider/content.js';
import type { RemoteTool } from './catalog.js';

/** A tool as a server or a catalog has it. */
export interface Defined {
  title?: string | undefined;
  description?: string | undefined;
  inputSchema: Readonly<Record<string, unknown>>;
  outputSchema?: Readonly<Record<string, unknown>> | undefined;
  annotations?: object | undefined;
  icons?: readonly object[] | undefined;
  _meta?: Readonly<Record<string, unknown>> | undefined;
}

type Definition = Omit<RemoteTool, 'name' | 'remoteName' | 'confirm'>;

/** The definition of a tool that models, clients and users receive. Keys are sorted: servers do not promise an order. */
export function definitionOf(tool: Defined): Definition {
  const { title, description, inputSchema, outputSchema, annotations, icons, _meta } = tool;
  return {
    ...(title !== undefined && { title }),
    ...(description !== undefined && { description }),
    inputSchema: sorted(inputSchema),
    ...(outputSchema && { outputSchema: sorted(outputSchema) }),
    ...(annotations && { annotations: sorted(annotations) }),
    ...(icons && { icons: sorted(icons) as Icon[] }),
    ...(_meta && { _meta: sorted(_meta) }),
  };
}

/** The members of a definition that differ. */
export function differences(one: Defined, other: Defined): string[] {
  const [before, after] = [definitionOf(one), definitionOf(other)];
  return MEMBERS.filter(
    (member) => JSON.stringify(before[member]) !== JSON.stringify(after[member]),
  );
}

const MEMBERS = [
  'title',
  'description',
  'inputSchema',
  'outputSchema',
  'annotations',
  'icons',
  '_meta',
] as const;

function sorted<T extends object>(value: T): T {
  return JSON.parse(
    JSON.stringify(value, (_key, one: unknown) =>
      typeof one === 'object' && one !== null && !Array.isArray(one)
        ? Object.fromEntries(Object.entries(one).toSorted(([a], [b]) => (a < b ? -1 : 1)))
        : one,
    ),
  ) as T; // a JSON value, with its keys in another order
}
