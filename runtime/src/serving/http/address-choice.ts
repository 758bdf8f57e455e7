import type { ToolChoice } from '../../call/lists/tool-choice.js';
import { splitWords } from '../../utils/settings.js';

/** The suffix of an endpoint's path that offers only tools that change nothing, for clients that can send no headers. */
export const READ_ONLY_PATH = '/readonly';

/** What stands between the path of an endpoint and the name of a webhook. */
export const WEBHOOKS_PATH = '/webhooks/';

/**
 * Returns whether a path that the router of a host has accepted ends so: routers may ignore case,
 * final slashes and encoding.
 */
export const endsWithPath = (path: string, end: string): boolean =>
  new RegExp(`${end}/*$`, 'i').test(decodedPath(path));

const decodedPath = (path: string): string => {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
};

/** Spellings of the parameter that would choose nothing. */
const MISSPELT = /^tools?(\[\])?$/i;
/** Comparing names takes time. */
const MAX_CHARACTERS = 2_000;

/**
 * Returns the choice of tools that an address makes by its path, and by names in `?tools=`; or what is
 * wrong with it. Both are absent for an address without a choice.
 */
export function addressChoice(
  url: string,
  isReadOnly: boolean,
): { choice?: ToolChoice; problem?: string } {
  const [, query] = /\?([^#]*)/.exec(url) ?? [];
  const everything = isReadOnly ? { choice: { isReadOnly, names: [] } } : {};
  if (query === undefined) return everything;
  const parameters = new URLSearchParams(query);
  const misspelt = [...parameters.keys()].find((key) => key !== 'tools' && MISSPELT.test(key));
  if (misspelt !== undefined) return { problem: `write "tools", not "${misspelt}"` };
  const texts = parameters.getAll('tools');
  const [text] = texts;
  if (text === undefined) return everything;
  const names = splitWords(text);
  if (texts.length > 1) return { problem: 'it is there twice' };
  if (names.length === 0) return { problem: 'it names no tool' };
  if (text.length > MAX_CHARACTERS)
    return { problem: `it has more than ${MAX_CHARACTERS} characters` };
  return { choice: { isReadOnly, names } };
}
