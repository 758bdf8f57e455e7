import { addJsonMembers } from './json.js';

const BLOCK = /^```jsonc?[ \t]*\r?\n([^]*?)^```/gm;

/**
 * Adds a server to the client's configuration that a README shows: the one block of JSON whose `mcpServers` has an
 * entry of another provider. Undefined where there is none, or more than one.
 * @param entry JSON, indented by two spaces a level
 */
export function addClientEntry(
  text: string,
  name: string,
  entry: string,
  others: readonly string[],
): string | undefined {
  const blocks = Array.from(text.matchAll(BLOCK), ({ index, 0: block, 1: json = '' }) => {
    return { start: index + block.indexOf(json, 3), json };
  });
  const [found, another] = blocks.filter(({ json }) =>
    others.some((other) => addJsonMembers(json, ['mcpServers'], { [other]: '{}' }) === json),
  );
  if (!found || another) return undefined;
  const edited = addJsonMembers(found.json, ['mcpServers'], { [name]: entry });
  const end = found.start + found.json.length;
  return edited && text.slice(0, found.start) + edited + text.slice(end);
}
