import { isObject } from '../../runtime/src/utils/is-object.js';
import { readReleaseLock, type ReleasedTool } from './lock.js';

/**
 * Returns the tools of a provider in the last release; none before the first one.
 * @param text text of `mcp.lock.json`; null where it does not exist
 * @throws CliError as `readReleaseLock`
 */
export const releasedTools = (text: string | null, provider: string): readonly ReleasedTool[] =>
  text === null ? [] : (readReleaseLock(text).providers[provider]?.tools ?? []);

/** Returns whether one of the tools has an argument. @param names the names that the tool has or had */
export const hasArgument = (
  tools: readonly ReleasedTool[],
  names: readonly string[],
  argument: string,
): boolean =>
  tools.some(
    ({ name, inputSchema }) =>
      names.includes(name) &&
      isObject(inputSchema) &&
      isObject(inputSchema.properties) &&
      Object.hasOwn(inputSchema.properties, argument),
  );
