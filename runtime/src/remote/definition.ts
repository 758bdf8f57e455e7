import { isObject } from '../utils/is-object.js';
import type { RemoteTool } from './catalog.js';

/** The definition of a tool at a server or in a catalog. */
export interface DefinedTool {
  title?: string | undefined;
  description?: string | undefined;
  inputSchema: Readonly<Record<string, unknown>>;
  outputSchema?: Readonly<Record<string, unknown>> | undefined;
  annotations?: object | undefined;
  icons?: readonly object[] | undefined;
  _meta?: Readonly<Record<string, unknown>> | undefined;
}

type Definition = Omit<RemoteTool, 'name' | 'remoteName' | 'confirm' | 'formerly'>;

const MEMBERS = [
  'title',
  'description',
  'inputSchema',
  'outputSchema',
  'annotations',
  'icons',
  '_meta',
] as const;

/**
 * Returns the definition of a tool that models, clients and users receive. Keys are sorted: servers
 * do not promise an order.
 */
export const definitionOf = (tool: DefinedTool): Definition =>
  Object.fromEntries(
    MEMBERS.flatMap((member) => {
      const value = tool[member];
      return value === undefined ? [] : [[member, withSortedKeys(value)]];
    }),
  ) as unknown as Definition; // with the same members

/** Returns the members in which two definitions of a tool differ; empty if calls mean the same. */
export function toolDifferences(firstTool: DefinedTool, secondTool: DefinedTool): string[] {
  const [firstDefinition, secondDefinition] = [definitionOf(firstTool), definitionOf(secondTool)];
  return MEMBERS.filter(
    (member) =>
      JSON.stringify(firstDefinition[member]) !== JSON.stringify(secondDefinition[member]),
  );
}

function withSortedKeys<T>(value: T): T {
  return JSON.parse(
    JSON.stringify(value, (_key, member: unknown) =>
      isObject(member)
        ? Object.fromEntries(Object.entries(member).toSorted(([a], [b]) => (a < b ? -1 : 1)))
        : member,
    ),
  ) as T; // a JSON value, with its keys in another order
}
