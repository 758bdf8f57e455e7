import { commandText, commandWords } from '../../../runtime/src/utils/command-words.js';
import { parsedJson } from '../../model/json.js';
import { isRecord } from '../../model/json-schema/subschemas.js';

/** Packages with which MCP servers are written. */
const LIBRARIES =
  /^(?:@modelcontextprotocol\/(?:sdk|server|node|hono|express|fastify)|fastmcp|mcp-framework|xmcp|mcp-provider)$/;
const KEYWORDS = /^(?:mcp|mcp-server|model-?context-?protocol)$/i;
/** A package of the registry, which has a scope, a version or "mcp" in its name. */
const PACKAGE =
  /^(?:@[\w-][\w.-]*\/[\w.-]+(?:@[\w.-]+)?|[a-z\d][\w.-]*@\d[\w.-]*|(?=[\w-]*mcp)[a-z\d][\w-]*-[\w-]+(?:@[\w.-]+)?)$/i;

/** The command for a package that the registry may have; undefined if the text is no name of one. */
export const packageCommand = (text: string): string | undefined =>
  PACKAGE.test(text) ? `npx -y ${text}` : undefined;

/**
 * The command that starts the MCP server of a folder: its `bin`, else its script `start`, else `main`.
 * @param manifest text of its package.json
 * @returns undefined if the package is no MCP server
 */
export function folderCommand(folder: string, manifest: string): string | undefined {
  const { name, bin, main, scripts, mcpName, keywords, ...others } = obj(parsedJson(manifest));
  const packages = Object.keys({ ...obj(others.dependencies), ...obj(others.devDependencies) });
  const isServer =
    typeof mcpName === 'string' ||
    packages.some((each) => LIBRARIES.test(each)) ||
    (Array.isArray(keywords) && keywords.some((each) => KEYWORDS.test(String(each))));
  if (!isServer) return undefined;
  const bins = typeof bin === 'string' ? { [String(name)]: bin } : obj(bin);
  const ownName = String(name).replace(/^@[^/]*\//, '');
  const program = bins[ownName] ?? Object.values(bins)[0];
  const at = (path: string) => `${folder.replace(/[\\/]+$/, '')}/${path.replace(/^\.\//, '')}`;
  if (typeof program === 'string') return commandText(['node', at(program)]);
  const { start } = obj(scripts);
  const [, startedFile, ...args] = typeof start === 'string' ? commandWords(start) : [];
  if (startedFile !== undefined && /^node\s+[^-]/.test(String(start)))
    return commandText(['node', at(startedFile), ...args]);
  if (typeof start === 'string')
    return commandText(['npm', '--silent', '--prefix', folder, 'run', 'start']);
  return typeof main === 'string' ? commandText(['node', at(main)]) : undefined;
}

const obj = (value: unknown) => (isRecord(value) ? value : {});
