import type { RemoteTool } from '../../runtime/src/remote/catalog.js';
import { deepTool, invalidToolNames, repeatedName, sameToolName } from '../model/errors/remote.js';
import { isDeeper } from '../model/json.js';

/** Bundlers and clients read JSON of about 128 levels. */
const DEEPEST = 100;

/** MCP 2026-07-28, "Tool Names". */
const NAME = /^[\w.-]{1,128}$/;

/** @throws CliError for tools that cannot be served under their names, or that others cannot read */
export function requireTools(tools: readonly RemoteTool[]): void {
  const names = new Map<string, string>();
  for (const { name, remoteName = name } of tools) {
    const other = names.get(name);
    if (other === remoteName) throw repeatedName('tools', remoteName);
    if (other !== undefined) throw sameToolName(name, other, remoteName);
    names.set(name, remoteName);
  }
  const invalid = [...names.keys()].filter((name) => !NAME.test(name));
  if (invalid.length > 0) throw invalidToolNames(invalid);
  const deep = tools.find((tool) => isDeeper(tool, DEEPEST));
  if (deep) throw deepTool(deep.remoteName ?? deep.name, DEEPEST);
}
