import type { CommandContext } from '../../model/command.js';
import type { RenderedFile } from '../../model/plan.js';
import type { ProviderModel } from '../../model/project.js';
import { DEFAULT_KIND } from '../../model/kind.js';
import { renderProvider } from '../../render/provider.js';
import { FIRST_PORT } from '../../render/sign-in-port.js';
import { authStyles } from '../../styles/register.gen.js';
import type { AuthStyles } from '../../model/catalog.js';
import { newFiles } from '../grow/new-files.js';
import { type OpenProject, openProject } from '../grow/project.js';
import type { CheckedProject } from './check.js';

/** Files that are missing in a project, as `create` writes them, in the style of the project. */
export async function createdFiles(
  context: CommandContext,
  { project: model, report }: CheckedProject,
): Promise<RenderedFile[]> {
  const paths = report.findings.flatMap(({ creates }) => creates ?? []);
  if (paths.length === 0) return [];
  const { host } = context;
  const project = await openProject({ ...context, host: { ...host, cwd: model.root } });
  const rendered = model.providers
    .flatMap((provider) => filesOf(project, provider))
    .filter(({ path }) => paths.includes(path));
  return (await newFiles(host.files, project, rendered.map(project.adapt))).files;
}

/** All files of a provider of that entry: those that are asked for depend on nothing else. */
function filesOf(project: OpenProject, { name, project: { documents } }: ProviderModel) {
  const setting = (key: string) => {
    const node = documents.config?.get('providers', name, key);
    return node?.is === 'scalar' ? String(node.value) : '';
  };
  const styles: AuthStyles = authStyles;
  const style = styles[setting('auth')];
  if (!style) return [];
  const spec = {
    name,
    kind: DEFAULT_KIND,
    displayName: setting('name'),
    description: setting('description'),
    auth: style.sample,
    tools: [],
    resources: [],
    prompts: [],
  };
  return renderProvider(spec, { ...project, port: FIRST_PORT }).files;
}
