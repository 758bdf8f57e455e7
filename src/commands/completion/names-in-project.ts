import { join } from 'node:path';
import type { InProject } from '../../model/command.js';
import type { Host, HostFiles } from '../../model/host.js';
import { list, obj } from '../../openapi/model.js';
import { projectAbove } from '../../project/find.js';
import { providerNameRule } from '../../spec/rules.js';

/**
 * The providers or tools of the project around the working directory, by directories and by text: completion must not wait
 * for a parser. None where there is no project.
 */
export async function namesInProject({ files, cwd }: Host, what: InProject): Promise<string[]> {
  try {
    const home = join(await projectAbove(files, cwd), 'src', 'providers');
    // What is suggested is inserted as it is: other names could contain characters of the shell.
    const providers = (await files.list(home)).filter(
      (name) => providerNameRule(name) === undefined,
    );
    if (what === 'providers') return providers;
    const tools = providers.flatMap((name) => [
      toolsIn(files, join(home, name, 'tools')),
      remoteTools(files, join(home, name, 'remote.json')),
    ]);
    // A file that is broken has no names; those of the others count.
    const found = (await Promise.allSettled(tools)).flatMap((each) =>
      each.status === 'fulfilled' ? each.value : [],
    );
    return [...new Set(found)].sort();
  } catch {
    return [];
  }
}

async function toolsIn(files: HostFiles, folder: string): Promise<string[]> {
  const names = await files.list(folder);
  const found = names.map(async (name) => {
    const path = join(folder, name);
    if (!name.includes('.')) return toolsIn(files, path);
    const text = name.endsWith('.ts') ? await files.read(path) : null;
    const tools = (text ?? '').matchAll(/\btool\(\{\s*name: ['"]([\w-]+)['"]/g);
    return Array.from(tools, ([, tool = '']) => tool);
  });
  return (await Promise.all(found)).flat();
}

/** Of an MCP server. */
async function remoteTools(files: HostFiles, path: string): Promise<string[]> {
  const { tools } = obj(JSON.parse((await files.read(path)) ?? '{}'));
  return list(tools)
    .map((tool) => String(obj(tool).name))
    .filter((name) => /^[\w.-]+$/.test(name));
}
