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

const MEMBERS = [
  'title',
  'description',
  'inputSchema',
  'outputSchema',
  'annotations',
  'icons',
  '_meta',
] as const;

/** The definition of a tool that models, clients and users receive. Keys are sorted: servers do not promise an order. */
export const definitionOf = (tool: Defined): Definition =>
  Object.fromEntries(
    MEMBERS.flatMap((member) => {
      const value = tool[member];
      return value === undefined ? [] : [[member, sorted(value)]];
    }),
  ) as unknown as Definition; // with the same members

export function differences(one: Defined, other: Defined): string[] {
  const [before, after] = [definitionOf(one), definitionOf(other)];
  return MEMBERS.filter(
    (member) => JSON.stringify(before[member]) !== JSON.stringify(after[member]),
  );
}

function sorted<T>(value: T): T {
  return JSON.parse(
    JSON.stringify(value, (_key, one: unknown) =>
      typeof one === 'object' && one !== null && !Array.isArray(one)
        ? Object.fromEntries(Object.entries(one).toSorted(([a], [b]) => (a < b ? -1 : 1)))
        : one,
    ),
  ) as T; // a JSON value, with its keys in another order
}
