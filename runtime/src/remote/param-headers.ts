import { isObject } from '../utils/is-object.js';

/** An argument that is also in a header: `x-mcp-header` in the input schema (MCP 2026-07-28, "Custom Headers"). */
export interface HeaderArgument {
  /** Path of keys from the arguments to the value. */
  path: readonly string[];
  header: string;
}

type Schema = Readonly<Record<string, unknown>>;

/** A header name (RFC 9110 section 5.6.2). */
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/** Returns the arguments that are also headers: in properties at any depth, the only place where they are allowed. */
export function headerArguments(schema: Schema, path: readonly string[] = []): HeaderArgument[] {
  const header = schema['x-mcp-header'];
  const { properties } = schema;
  return [
    ...(typeof header === 'string' && TOKEN.test(header) && path.length > 0
      ? [{ path, header: `mcp-param-${header}` }]
      : []),
    ...(isObject(properties)
      ? Object.entries(properties).flatMap(([key, child]) =>
          isObject(child) ? headerArguments(child, [...path, key]) : [],
        )
      : []),
  ];
}

/** Returns the headers of one call; arguments that are absent or null have none. */
export function parameterHeaders(
  headerArgumentList: readonly HeaderArgument[],
  args: unknown,
): Record<string, string> {
  return Object.fromEntries(
    headerArgumentList.flatMap(({ path, header }) => {
      const value = path.reduce<unknown>(
        (parent, key) => (isObject(parent) ? parent[key] : undefined),
        args,
      );
      const isSimple =
        typeof value === 'string' || typeof value === 'boolean' || isSafeNumber(value);
      return isSimple ? [[header, headerValue(String(value))]] : [];
    }),
  );
}

const isSafeNumber = (value: unknown): value is number =>
  Number.isInteger(value) ? Number.isSafeInteger(value) : Number.isFinite(value);

/**
 * Encodes a header value (MCP 2026-07-28, "Custom Headers"). Base64 is used for values that a
 * header cannot contain, or that look like this encoding.
 */
export const headerValue = (text: string): string =>
  /^[\x21-\x7e]([\t\x20-\x7e]*[\x21-\x7e])?$/.test(text) && !/^=\?base64\?.*\?=$/.test(text)
    ? text
    : `=?base64?${Buffer.from(text).toString('base64')}?=`;
