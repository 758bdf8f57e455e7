import { isRecord } from '../model/json-schema/subschemas.js';
import { type LockedTool, readLock } from './lock.js';

/**
 * The tools of a provider in the last release; none before the first one.
 * @param text text of `mcp.lock.json`; null where it does not exist
 * @throws CliError as `readLock`
 */
export const releasedTools = (text: string | null, provider: string): readonly LockedTool[] =>
  text === null ? [] : (readLock(text).providers[provider]?.tools ?? []);

/** Whether one of the tools has an argument. @param names the names that the tool has or had */
export const hasArgument = (
  tools: readonly LockedTool[],
  names: readonly string[],
  argument: string,
): boolean =>
  tools.some(
    ({ name, inputSchema }) =>
      names.includes(name) &&
      isRecord(inputSchema) &&
      isRecord(inputSchema.properties) &&
      Object.hasOwn(inputSchema.properties, argument),
  );
